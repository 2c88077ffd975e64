// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title IInterestRateStrategy
/// @notice A reserve's rates as a function of its usage.
interface IInterestRateStrategy {
    /// @param available Cash after the action. [asset]
    /// @param totalDebt After the action. [asset]
    /// @param deficit Written-off debt: lowers the supply rate alone. [asset]
    /// @param reserveFactor The treasury's share of interest. [bps]
    /// @param averaged Whether the supply rate passes through a debt-weighted average in 18 decimals, as it does
    /// where stable and variable debt are mixed (Aave v2 to v3.1): equal but for the last digits.
    struct Usage {
        address asset;
        uint256 available;
        uint256 totalDebt;
        uint256 deficit;
        uint256 reserveFactor;
        bool averaged;
    }

    /// @notice The rates for the usage described.
    /// @return liquidityRate What suppliers earn. [ray a year]
    /// @return borrowRate What borrowers pay. [ray a year]
    function rates(Usage calldata usage) external view returns (uint256 liquidityRate, uint256 borrowRate);
}
