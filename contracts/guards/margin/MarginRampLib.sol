// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title MarginRampLib
/// @notice A value on its way in a straight line from one number to another, as Euler and Gearbox move thresholds.
library MarginRampLib {
    struct Ramp {
        uint64 from;
        uint64 to;
        uint40 start; // [seconds]
        uint40 end; // [seconds] from then on it is `to`
    }

    /// @notice Where it is now; between the two it lags, whichever way it goes.
    function current(Ramp memory r) internal view returns (uint256) {
        if (block.timestamp >= r.end) return r.to;
        uint256 passed = block.timestamp - r.start;
        uint256 length = r.end - r.start;
        return
            r.to > r.from
                ? r.from + Math.mulDiv(r.to - r.from, passed, length)
                : r.from - Math.mulDiv(r.from - r.to, passed, length);
    }

    /// @notice Sends it to `to` from where it is, in `duration` seconds.
    function aim(Ramp storage r, uint256 to, uint256 duration) internal {
        uint256 from = current(r);
        (r.from, r.to) = (uint64(from), uint64(to));
        (r.start, r.end) = (uint40(block.timestamp), uint40(block.timestamp + duration));
    }
}
