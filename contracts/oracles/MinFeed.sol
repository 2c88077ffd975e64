// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {DerivedFeed} from "./DerivedFeed.sol";
import {IAggregatorV3} from "./IAggregatorV3.sol";

/// @title MinFeed
/// @notice The smaller of two feeds' answers, 0 when either is not positive; as old as the older of the two.
///
/// Hazard: whoever can lower one of the two lowers the answer: it protects lenders, and lets borrowers be liquidated
/// at a price that only one market shows.
contract MinFeed is DerivedFeed {
    /// @notice One of the two.
    IAggregatorV3 public immutable firstFeed;

    /// @notice The other.
    IAggregatorV3 public immutable secondFeed;

    /// @notice The two feeds answer in different decimals.
    error MinFeed_DecimalsDiffer(uint8 first, uint8 second);

    constructor(
        IAggregatorV3 firstFeed_,
        IAggregatorV3 secondFeed_,
        string memory description_
    ) DerivedFeed(firstFeed_.decimals(), description_) {
        (uint8 first, uint8 second) = (firstFeed_.decimals(), secondFeed_.decimals());
        require(first == second, MinFeed_DecimalsDiffer(first, second));

        (firstFeed, secondFeed) = (firstFeed_, secondFeed_);
    }

    /// @inheritdoc IAggregatorV3
    function latestAnswer() public view override returns (int256) {
        (int256 first, int256 second) = (firstFeed.latestAnswer(), secondFeed.latestAnswer());
        if (first <= 0 || second <= 0) return 0;
        return first < second ? first : second;
    }

    function _updatedAt() internal view override returns (uint256) {
        (, , , uint256 first, ) = firstFeed.latestRoundData();
        (, , , uint256 second, ) = secondFeed.latestRoundData();
        return Math.min(first, second);
    }
}
