// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {GuardTypes} from "./GuardTypes.sol";

/// @title RampLib
/// @notice A cap that moves in a straight line. What has no end on one side, no cap, is held until the other begins:
/// a first cap applies from the end of its ramp on, and one that is lifted stays until then.
library RampLib {
    /// @notice The cap now, rounded up; 0 for none. [wad]
    function current(GuardTypes.Ramp memory ramp) internal view returns (uint256) {
        uint256 elapsed = block.timestamp - ramp.start;
        if (elapsed >= ramp.length) return ramp.to;
        if (ramp.from == 0 || ramp.to == 0) return ramp.from;

        uint256 gap = ramp.to > ramp.from ? ramp.to - ramp.from : ramp.from - ramp.to;
        uint256 moved = gap * elapsed;
        if (ramp.to < ramp.from) return ramp.from - moved / ramp.length;
        return ramp.from + (moved + ramp.length - 1) / ramp.length;
    }

    /// @notice Where it goes from here.
    function toward(
        GuardTypes.Ramp memory ramp,
        uint88 to,
        uint32 length
    ) internal view returns (GuardTypes.Ramp memory) {
        return GuardTypes.Ramp(uint88(current(ramp)), to, length, uint40(block.timestamp));
    }
}
