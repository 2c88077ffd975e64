// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Arithmetic, AutoCollateral, Rules} from "./Rules.sol";

/// @title Presets
/// @notice The rules of three Aave releases.
library Presets {
    /// @notice Half of a reserve's debt at any health, no write-off, flash premium to suppliers.
    function aaveV2() internal pure returns (Rules memory rules) {
        rules.arithmetic = Arithmetic.AaveV2;
        rules.autoCollateral = AutoCollateral.Always;
        rules.closeFactor = 5_000;
    }

    /// @notice Half of a reserve's debt, all of it at a health factor of 0.95 or less; zero-LTV rule.
    function aaveV30() internal pure returns (Rules memory rules) {
        rules.arithmetic = Arithmetic.AaveV30;
        rules.autoCollateral = AutoCollateral.IfLtv;
        rules.zeroLtvRule = true;
        rules.closeFactor = 5_000;
        rules.fullCloseHealthFactor = 0.95e18;
    }

    /// @notice Half of the account's debt, small sides in full, no dust, deficits written off, directional rounding.
    function aaveV36() internal pure returns (Rules memory rules) {
        rules.arithmetic = Arithmetic.AaveV36;
        rules.autoCollateral = AutoCollateral.SupplyOnly;
        rules.virtualAccounting = true;
        rules.liquidEMode = true;
        rules.zeroLtvRule = true;
        rules.frozenLtvIsZero = true;
        rules.writesOffDeficit = true;
        rules.forbidsSelfLiquidation = true;
        rules.wholeAccountCloseFactor = true;
        rules.closeFactor = 5_000;
        rules.flashPremiumToTreasury = 10_000;
        rules.fullCloseHealthFactor = 0.95e18;
        rules.minCloseValue = 2_000;
        rules.minLeftoverValue = 1_000;
    }
}
