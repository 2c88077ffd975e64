// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title RevertingFeed
/// @notice A feed that never answers.
contract RevertingFeed {
    error RevertingFeed_NoAnswer();

    uint8 public immutable decimals = 8;

    function latestAnswer() external pure returns (int256) {
        revert RevertingFeed_NoAnswer();
    }
}
