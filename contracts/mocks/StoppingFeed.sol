// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {DerivedFeed} from "../oracles/DerivedFeed.sol";

/// @title StoppingFeed
/// @notice A feed that answers one until anybody stops it, and nothing from then on.
contract StoppingFeed is DerivedFeed {
    int256 private _answer = 1e8;

    constructor() DerivedFeed(8, "one, for a while") {}

    /// @notice Answers nothing from now on.
    function stop() external {
        _answer = 0;
    }

    function latestAnswer() public view override returns (int256) {
        return _answer;
    }

    function _updatedAt() internal view override returns (uint256) {
        return block.timestamp;
    }
}
