// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title IOpenInterest
/// @notice How much is open in a market: the larger side of a perpetual market, or what is lent out of a reserve.
interface IOpenInterest {
    /// @notice [usd] The base currency with 18 decimals, rounded up.
    function openInterest() external view returns (uint256);
}
