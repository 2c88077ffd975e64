// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {DerivedFeed} from "../oracles/DerivedFeed.sol";

/// @title BadAnswerFeed
/// @notice A feed that answers whatever it was told, zero and negative included.
contract BadAnswerFeed is DerivedFeed {
    int256 private immutable _answer;

    constructor(uint8 decimals_, int256 answer) DerivedFeed(decimals_, "anything") {
        _answer = answer;
    }

    function latestAnswer() public view override returns (int256) {
        return _answer;
    }

    function _updatedAt() internal view override returns (uint256) {
        return block.timestamp;
    }
}
