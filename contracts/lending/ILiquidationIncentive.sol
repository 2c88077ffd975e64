// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title ILiquidationIncentive
/// @notice How much collateral a unit of repaid debt buys.
interface ILiquidationIncentive {
    /// @param liquidationBonus The collateral's bonus, e-mode applied; 10500 = 5 %. [bps]
    /// @param liquidationThreshold The collateral's threshold, e-mode applied. [bps]
    /// @param healthFactor The account's, before the liquidation: below 1. [wad]
    struct Context {
        uint256 liquidationBonus;
        uint256 liquidationThreshold;
        uint256 healthFactor;
    }

    /// @notice Collateral value seized per debt value repaid; at least 1. [wad]
    function factor(Context calldata context) external view returns (uint256);
}
