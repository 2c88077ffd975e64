// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IAggregatorV3} from "./IAggregatorV3.sol";

/// @title DerivedFeed
/// @notice A feed that computes its answer when asked, often from another feed, and so keeps no rounds: the round is
/// the current block, and an answer is as old as the oldest thing it came from.
abstract contract DerivedFeed is IAggregatorV3 {
    /// @notice Nothing but the current block's round can be had; `roundId` is another.
    error DerivedFeed_NoHistory(uint80 roundId);

    /// @inheritdoc IAggregatorV3
    uint8 public immutable decimals;

    /// @inheritdoc IAggregatorV3
    string public description;

    constructor(uint8 decimals_, string memory description_) {
        decimals = decimals_;
        description = description_;
    }

    /// @inheritdoc IAggregatorV3
    function latestAnswer() public view virtual returns (int256);

    /// @inheritdoc IAggregatorV3
    function version() external pure returns (uint256) {
        return 1;
    }

    /// @inheritdoc IAggregatorV3
    function getRoundData(uint80 id) external view returns (uint80, int256, uint256, uint256, uint80) {
        require(id == block.number, DerivedFeed_NoHistory(id));
        return latestRoundData();
    }

    /// @inheritdoc IAggregatorV3
    function latestRoundData() public view returns (uint80, int256, uint256, uint256, uint80) {
        uint80 id = uint80(block.number);
        uint256 updatedAt = _updatedAt();
        return (id, latestAnswer(), updatedAt, updatedAt, id);
    }

    // When the oldest input was given. [seconds]
    function _updatedAt() internal view virtual returns (uint256);
}
