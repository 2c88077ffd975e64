// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {SignedMath} from "@openzeppelin/contracts/utils/math/SignedMath.sol";
import {EngineLib} from "./EngineLib.sol";
import {EnginePositionLib} from "./EnginePositionLib.sol";
import {IPerpErrors} from "./IPerpErrors.sol";
import {MarketLib} from "./MarketLib.sol";
import {PerpMath} from "./PerpMath.sol";
import {PerpTypes} from "./PerpTypes.sol";

/// @title AdlPlanLib
/// @notice Whether a side is to be deleveraged, against whom, how much and at which price.
library AdlPlanLib {
    using SafeCast for *;

    struct Plan {
        uint256 market;
        bool longs; // the side that is deleveraged
        bool againstPool;
        MarketLib.Snapshot s;
        uint256 price; // [wad]
        uint256 gap; // [wad] by which the price is worse than mark for that side
        uint256 payoutShare; // [wad] of a profit that the pool pays
        uint256 closed; // [wad base] in this call
        uint256 taken; // [quote] in this call
    }

    /// @notice Starts a round: against the engine while it has a deficit and in this market a loss, else against the
    /// pool; reverts if there is no reason for either.
    function start(PerpTypes.State storage state, Plan memory p) internal returns (PerpTypes.AdlRound memory round) {
        int256 equity = EngineLib.equity(state, PerpTypes.Purpose.Liquidation);
        (int256 held, int256 profit) = EnginePositionLib.look(state, p.market, p.s);
        PerpTypes.AdlConfig storage config = state.markets[p.market].config.adl;

        round.number = block.number.toUint40();
        round.longs = p.longs;
        if (_lacks(state, config.scope, equity) && profit < 0 && (held < 0) == p.longs) {
            (uint256 size, uint256 loss) = (SignedMath.abs(held), uint256(-profit));
            bool whole = config.scope != PerpTypes.AdlScope.Deficit;
            round.base = whole ? size : Math.mulDiv(size, Math.min(uint256(-equity), loss), loss, Math.Rounding.Ceil);
            round.target = PerpMath.shareDown(round.base, config.severity);
        } else {
            round.againstPool = true;
            round.base = _excessUp(state, config, p);
            round.target = round.base;
            require(round.base != 0, IPerpErrors.PerpExchange_DeleveragingNotNeeded(p.market, equity));
        }
    }

    /// @dev The engine's account goes under as a whole: once a block has found it without equity, closing one position
    /// spares no other.
    function _lacks(PerpTypes.State storage state, PerpTypes.AdlScope scope, int256 equity) private returns (bool) {
        if (scope != PerpTypes.AdlScope.Account) return equity < 0;
        if (equity < 0) state.lackingBlock = block.number.toUint40();
        return state.lackingBlock == block.number;
    }

    /// @notice Sets the price: mark, or where the engine neither gains nor loses, rounded in its favour.
    function setPrice(PerpTypes.State storage state, Plan memory p) internal view {
        p.price = p.s.mark;
        bool atMark = state.markets[p.market].config.adl.price == PerpTypes.AdlPrice.Mark;
        if (p.againstPool || atMark) return;

        PerpTypes.Position storage position = state.positions[address(this)][p.market];
        uint256 size = SignedMath.abs(position.size);
        Math.Rounding rounding = p.longs ? Math.Rounding.Floor : Math.Rounding.Ceil;
        p.price = Math.mulDiv(SignedMath.abs(position.cost), 1e36, size * state.quoteUnit, rounding);
        p.gap = gapOf(p.longs, p.price, p.s.mark);
    }

    /// @notice By how much `price` is worse than mark for a side. [wad]
    function gapOf(bool longs, uint256 price, uint256 mark) internal pure returns (uint256) {
        return longs ? Math.saturatingSub(mark, price) : Math.saturatingSub(price, mark);
    }

    /// @dev GMX: above the trigger a side is closed until its profit is the target share of the pool's cash. Both fall
    /// by what is realised: (profit − x) ÷ (cash − x) = target.
    function _excessUp(
        PerpTypes.State storage state,
        PerpTypes.AdlConfig storage config,
        Plan memory p
    ) private view returns (uint256) {
        int256 profit = _sideProfitDown(state.markets[p.market], p, state.quoteUnit);
        if (config.poolTrigger == 0 || profit <= 0) return 0;
        uint256 won = uint256(profit);
        if (won * PerpMath.WAD <= config.poolTrigger * state.poolCash) return 0;

        uint256 rest = Math.saturatingSub(PerpMath.WAD, config.poolTarget);
        uint256 above = won - PerpMath.shareDown(state.poolCash, config.poolTarget);
        return rest == 0 ? won : Math.min(won, Math.mulDiv(above, PerpMath.WAD, rest, Math.Rounding.Ceil));
    }

    function _sideProfitDown(
        PerpTypes.Market storage market,
        Plan memory p,
        uint256 unit
    ) private view returns (int256) {
        PerpTypes.Side storage side = p.longs ? market.long : market.short;
        int256 sign = p.longs ? int256(1) : int256(-1);
        int256 value = uint256(side.size).toInt256() * (p.s.mark.toInt256() + p.s.fundingIndex) - side.fundingWeight;
        return PerpMath.mulDivDown(sign * value, unit, 1e36) - sign * uint256(side.cost).toInt256();
    }
}
