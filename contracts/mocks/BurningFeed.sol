// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title BurningFeed
/// @notice A feed that burns all the gas it gets.
contract BurningFeed {
    uint8 public immutable decimals = 8;

    function latestAnswer() external pure returns (int256 sum) {
        for (uint256 i = 0; i < type(uint256).max; i++) sum ^= int256(i);
    }
}
