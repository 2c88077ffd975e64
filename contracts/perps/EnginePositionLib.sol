// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {SignedMath} from "@openzeppelin/contracts/utils/math/SignedMath.sol";
import {IPerpEvents} from "./IPerpEvents.sol";
import {MarketLib} from "./MarketLib.sol";
import {PerpMath} from "./PerpMath.sol";
import {PerpPositionLib} from "./PerpPositionLib.sol";
import {PerpTypes} from "./PerpTypes.sol";
import {PositionMarginLib} from "./PositionMarginLib.sol";
import {WaterfallLib} from "./WaterfallLib.sol";

/// @title EnginePositionLib
/// @notice The liquidation engine's positions, handled by their profit at mark. Whenever one is touched its funding so
/// far goes into its cost, so that cost ÷ size is where the engine neither gains nor loses.
/// @dev A cost never leaves its size's sign; what then does not fit into it is realised at once.
library EnginePositionLib {
    using SafeCast for int256;

    /// @notice Size [wad base], and profit [quote] at mark with funding.
    function look(
        PerpTypes.State storage state,
        uint256 id,
        MarketLib.Snapshot memory s
    ) internal view returns (int256 size, int256 profit) {
        PerpTypes.Position storage position = state.positions[address(this)][id];
        profit = PositionMarginLib.profitDown(position, s.mark, s.fundingIndex, state.quoteUnit);
        return (position.size, profit);
    }

    /// @notice Adds `size`, which brings `profit` [quote] at mark. What it closes of the other side is realised.
    function take(
        PerpTypes.State storage state,
        uint256 id,
        MarketLib.Snapshot memory s,
        int256 size,
        int256 profit
    ) internal {
        (int256 held, int256 gain) = look(state, id, s);
        int256 closed = PerpPositionLib.closedBy(held, size);
        int256 pnl = 0;
        if (closed != 0) {
            pnl = PerpMath.mulDivDown(gain, SignedMath.abs(closed), SignedMath.abs(held));
            pnl += PerpMath.mulDivDown(profit, SignedMath.abs(closed), SignedMath.abs(size));
        }
        pnl += _hold(state, id, s, held + size, gain + profit - pnl);
        _realise(state, id, s, -closed, pnl);
    }

    /// @notice Moves the funding so far into the cost.
    function settleFunding(PerpTypes.State storage state, uint256 id, MarketLib.Snapshot memory s) internal {
        (int256 held, int256 gain) = look(state, id, s);
        _realise(state, id, s, 0, _hold(state, id, s, held, gain));
    }

    /// @notice Lets go of `closed` [wad base].
    /// @return pnl Its part of the profit, rounded down, which is for the caller to book. [quote]
    function release(
        PerpTypes.State storage state,
        uint256 id,
        MarketLib.Snapshot memory s,
        uint256 closed
    ) internal returns (int256 pnl) {
        (int256 held, int256 gain) = look(state, id, s);
        pnl = PerpMath.mulDivDown(gain, closed, SignedMath.abs(held));
        pnl += _hold(state, id, s, held > 0 ? held - int256(closed) : held + int256(closed), gain - pnl);
    }

    /// @return left What of the profit the position cannot carry. [quote]
    function _hold(
        PerpTypes.State storage state,
        uint256 id,
        MarketLib.Snapshot memory s,
        int256 size,
        int256 profit
    ) private returns (int256 left) {
        int256 value = PerpMath.valueDown(size, int256(s.mark), state.quoteUnit);
        int256 cost = value - profit;
        if (size == 0 || (cost < 0) == (size > 0)) cost = 0;
        left = profit - (value - cost);

        PerpTypes.Position memory position;
        if (size != 0) position = PerpTypes.Position(size.toInt128(), cost.toInt128(), s.fundingIndex);
        PerpPositionLib.set(state, id, address(this), position);
    }

    function _realise(
        PerpTypes.State storage state,
        uint256 id,
        MarketLib.Snapshot memory s,
        int256 sizeDelta,
        int256 pnl
    ) private {
        if (sizeDelta == 0 && pnl == 0) return;
        WaterfallLib.book(state, id, pnl);
        emit IPerpEvents.Disposed(id, sizeDelta, state.positions[address(this)][id].size, s.mark, pnl);
    }
}
