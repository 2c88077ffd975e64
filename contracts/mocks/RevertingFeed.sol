// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {DerivedFeed} from "../oracles/DerivedFeed.sol";

/// @title RevertingFeed
/// @notice A feed of 8 decimals that never answers.
contract RevertingFeed is DerivedFeed {
    error RevertingFeed_NoAnswer();

    constructor() DerivedFeed(8, "silence") {}

    function latestAnswer() public pure override returns (int256) {
        revert RevertingFeed_NoAnswer();
    }

    function _updatedAt() internal view override returns (uint256) {
        return block.timestamp;
    }
}
