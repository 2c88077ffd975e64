// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title GlideLib
/// @notice A value that follows its target at a limited speed. How often it is looked at makes no difference.
library GlideLib {
    struct Glide {
        uint64 value; // [wad] at `time`
        uint64 target; // [wad]
        uint40 time; // [seconds]
    }

    /// @param up, down [wad a second]
    function current(Glide memory g, uint256 up, uint256 down) internal view returns (uint256) {
        uint256 elapsed = block.timestamp - g.time;
        return
            g.target > g.value
                ? Math.min(g.target, g.value + up * elapsed)
                : Math.max(g.target, Math.saturatingSub(g.value, down * elapsed));
    }

    /// @notice From where it is now it follows another target.
    function aim(Glide storage g, uint256 target, uint256 up, uint256 down) internal {
        g.value = uint64(current(g, up, down));
        (g.target, g.time) = (uint64(target), uint40(block.timestamp));
    }
}
