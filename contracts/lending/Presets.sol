// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Arithmetic, AutoCollateral, Rules} from "./Rules.sol";

/// @title Presets
/// @notice The rules of Aave's releases. Each begins with those of the one before.
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

    /// @notice Cash counted by the pool, no new debt against a frozen reserve.
    function aaveV31() internal pure returns (Rules memory rules) {
        rules = aaveV30();
        rules.virtualAccounting = true;
        rules.frozenLtvIsZero = true;
    }

    /// @notice No debt at fixed rates any more, and so no average over it; health is checked whenever e-mode changes.
    function aaveV32() internal pure returns (Rules memory rules) {
        rules = aaveV31();
        rules.arithmetic = Arithmetic.AaveV32;
    }

    /// @notice Half of the account's debt, small sides in full, no dust, deficits written off.
    function aaveV33() internal pure returns (Rules memory rules) {
        rules = aaveV32();
        rules.writesOffDeficit = true;
        rules.wholeAccountCloseFactor = true;
        rules.minCloseValue = 2_000;
        rules.minLeftoverValue = 1_000;
    }

    /// @notice Interest by the exponential series, flash premium to the treasury, nobody liquidates itself.
    function aaveV34() internal pure returns (Rules memory rules) {
        rules = aaveV33();
        rules.arithmetic = Arithmetic.AaveV34;
        rules.forbidsSelfLiquidation = true;
        rules.flashPremiumToTreasury = 10_000;
    }

    /// @notice Rounding against the account throughout.
    function aaveV35() internal pure returns (Rules memory rules) {
        rules = aaveV34();
        rules.arithmetic = Arithmetic.AaveV36;
    }

    /// @notice A category's terms hold even where a reserve has none; aTokens received are no collateral yet.
    function aaveV36() internal pure returns (Rules memory rules) {
        rules = aaveV35();
        rules.autoCollateral = AutoCollateral.SupplyOnly;
        rules.liquidEMode = true;
    }
}
