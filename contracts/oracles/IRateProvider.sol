// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title IRateProvider
/// @notice The rate of a token against what it stands for, as Balancer's rate providers publish it.
interface IRateProvider {
    /// @notice Underlying per token, with 18 decimals.
    function getRate() external view returns (uint256 rate);
}
