// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IAggregatorV3} from "../oracles/IAggregatorV3.sol";

/// @title FeedLib
/// @notice Reads a feed that may revert, answer nothing, answer nonsense or burn what gas it gets.
library FeedLib {
    uint256 private constant GAS = 500_000; // a vault's share over a pool's mean price takes less than half of it

    /// @return price The feed's answer, 0 where it gives none that is positive and fits 128 bits. [decimals of the
    /// feed]
    function tryRead(address feed) internal view returns (uint256 price) {
        if (feed.code.length == 0) return 0;
        (bool ok, bytes memory data) = feed.staticcall{gas: GAS}(abi.encodeCall(IAggregatorV3.latestAnswer, ()));
        if (!ok || data.length != 32) return 0;
        int256 answer = abi.decode(data, (int256));
        return answer > 0 && answer <= int256(uint256(type(uint128).max)) ? uint256(answer) : 0;
    }
}
