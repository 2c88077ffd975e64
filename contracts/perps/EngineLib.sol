// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {CollateralValueLib} from "./CollateralValueLib.sol";
import {IPerpErrors} from "./IPerpErrors.sol";
import {MarketLib} from "./MarketLib.sol";
import {PerpMath} from "./PerpMath.sol";
import {PerpTypes} from "./PerpTypes.sol";
import {PositionMarginLib} from "./PositionMarginLib.sol";

/// @title EngineLib
/// @notice What the liquidation engine is worth. [quote]
library EngineLib {
    using SafeCast for uint256;

    /// @notice Insurance + what seized tokens would sell for + profit of the engine's positions, all rounded down.
    function equity(PerpTypes.State storage state, PerpTypes.Purpose purpose) internal view returns (int256 value) {
        value = (state.insurance + seizedDown(state, purpose)).toInt256();
        uint256 id = 0;
        for (uint256 bits = state.accounts[address(this)].markets; bits != 0; bits >>= 1) {
            if (bits & 1 == 1) value += profitDown(state, id, purpose);
            ++id;
        }
    }

    /// @notice Reverts unless the engine is worth `needed`.
    function requireCovers(PerpTypes.State storage state, uint256 needed) internal view {
        int256 value = equity(state, PerpTypes.Purpose.Liquidation);
        uint256 available = value > 0 ? uint256(value) : 0;
        require(available >= needed, IPerpErrors.PerpExchange_InsuranceInsufficient(needed, available));
    }

    /// @notice Profit of the engine's position in one market, at mark with funding.
    function profitDown(
        PerpTypes.State storage state,
        uint256 id,
        PerpTypes.Purpose purpose
    ) internal view returns (int256) {
        PerpTypes.Position storage position = state.positions[address(this)][id];
        MarketLib.Snapshot memory s = MarketLib.look(state.markets[id], id, purpose);
        return PositionMarginLib.profitDown(position, s.mark, s.fundingIndex, state.quoteUnit);
    }

    /// @notice What all seized tokens would sell for at their discounts.
    function seizedDown(
        PerpTypes.State storage state,
        PerpTypes.Purpose purpose
    ) internal view returns (uint256 value) {
        for (uint256 i = 0; i < state.collaterals.length; ++i) {
            address token = state.collaterals[i];
            uint256 amount = state.seized[token];
            if (amount == 0) continue;
            uint256 kept = PerpMath.WAD - state.collateralConfigs[token].saleDiscount;
            value += CollateralValueLib.worthDown(state, token, amount, kept, purpose);
        }
    }
}
