// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ConfigurationLib} from "./ConfigurationLib.sol";
import {IRiskTerms} from "../guards/margin/IRiskTerms.sol";
import {LendingTypes} from "./LendingTypes.sol";
import {Rules} from "./Rules.sol";

/// @title RiskLib
/// @notice LTV, threshold and bonus of a reserve as collateral of an account, its e-mode category applied. All in bps.
library RiskLib {
    using ConfigurationLib for LendingTypes.ReserveConfigurationMap;

    function has(uint128 bitmap, uint256 id) internal pure returns (bool) {
        return (bitmap >> id) & 1 != 0;
    }

    function hasTerms(LendingTypes.PoolState storage state) internal view returns (bool) {
        return state.extras & 1 != 0;
    }

    function inCategory(
        LendingTypes.PoolState storage state,
        LendingTypes.Reserve storage reserve,
        uint8 category
    ) internal view returns (bool) {
        return category != 0 && has(state.eModes[category].collateralBitmap, reserve.id);
    }

    /// @dev Where e-mode is not liquid, a reserve without an LTV of its own has none in a category either.
    function ltvOf(
        LendingTypes.PoolState storage state,
        LendingTypes.Reserve storage reserve,
        uint8 category
    ) internal view returns (uint256) {
        Rules storage rules = state.rules;
        LendingTypes.ReserveConfigurationMap memory configuration = reserve.configuration;
        if (rules.frozenLtvIsZero && configuration.isFrozen()) return 0;
        uint256 own = configuration.ltv();
        if (own == 0 && !rules.liquidEMode) return 0;
        if (inCategory(state, reserve, category)) return state.eModes[category].ltv;
        return hasTerms(state) ? IRiskTerms(state.riskTerms).ltvOf(state.reservesList[reserve.id], own) : own;
    }

    function thresholdOf(
        LendingTypes.PoolState storage state,
        LendingTypes.Reserve storage reserve,
        uint8 category
    ) internal view returns (uint256) {
        uint256 own = reserve.configuration.liquidationThreshold();
        if (own == 0 && !state.rules.liquidEMode) return 0;
        if (inCategory(state, reserve, category)) return state.eModes[category].liquidationThreshold;
        return hasTerms(state) ? IRiskTerms(state.riskTerms).thresholdOf(state.reservesList[reserve.id], own) : own;
    }

    function bonusOf(
        LendingTypes.PoolState storage state,
        LendingTypes.Reserve storage reserve,
        uint8 category
    ) internal view returns (uint256) {
        return
            inCategory(state, reserve, category)
                ? state.eModes[category].liquidationBonus
                : reserve.configuration.liquidationBonus();
    }

    /// @notice Whether aTokens that `account` holds of the reserve count in liquidations.
    function countsAsCollateral(
        LendingTypes.PoolState storage state,
        LendingTypes.Reserve storage reserve
    ) internal view returns (bool) {
        return state.rules.liquidEMode || reserve.configuration.liquidationThreshold() != 0;
    }
}
