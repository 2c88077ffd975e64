// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title IRiskTerms
/// @notice Terms of a collateral that change by themselves: a lending pool asks for them wherever it would use its own,
/// except for members of an e-mode category, whose collateral and debt move together.
///
/// Assumption: it always answers; a pool whose terms revert can neither lend nor liquidate.
interface IRiskTerms {
    /// @param own The reserve's LTV. [bps]
    /// @return The LTV that holds: `own` or less. [bps]
    function ltvOf(address asset, uint256 own) external view returns (uint256);

    /// @param own The reserve's liquidation threshold. [bps]
    /// @return The threshold that holds. [bps]
    function thresholdOf(address asset, uint256 own) external view returns (uint256);
}
