// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {DerivedFeed} from "./DerivedFeed.sol";
import {IAggregatorV3} from "./IAggregatorV3.sol";

/// @title FixedFeed
/// @notice Always the answer it was built with, and always fresh.
///
/// Hazard: whatever is lost behind the price stays hidden: nobody is liquidated, borrowing goes on until the reserve is
/// empty, and lenders cannot leave. Staleness checks do not see it.
contract FixedFeed is DerivedFeed {
    int256 private immutable _answer; // [decimals()]

    /// @notice `answer` is not positive.
    error FixedFeed_BadAnswer(int256 answer);

    constructor(uint8 decimals_, int256 answer, string memory description_) DerivedFeed(decimals_, description_) {
        require(answer > 0, FixedFeed_BadAnswer(answer));

        _answer = answer;
    }

    /// @inheritdoc IAggregatorV3
    function latestAnswer() public view override returns (int256) {
        return _answer;
    }

    function _updatedAt() internal view override returns (uint256) {
        return block.timestamp;
    }
}
