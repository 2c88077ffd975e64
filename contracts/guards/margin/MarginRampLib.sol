// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title MarginRampLib
/// @notice A value on its way in a straight line from one number to another, as Euler and Gearbox move thresholds.
library MarginRampLib {
    /// @dev Stored as `from` of a value's first ramp: it begins where whoever asks has its own.
    uint256 internal constant OWN = type(uint64).max;

    struct Ramp {
        uint64 from; // or `OWN`
        uint64 to;
        uint40 start; // [seconds]
        uint40 end; // [seconds] from then on it is `to`
    }

    /// @notice Where it is now for whom `own` is its own; between the two it lags, whichever way it goes.
    function current(Ramp memory r, uint256 own) internal view returns (uint256) {
        if (r.end == 0) return own;
        if (block.timestamp >= r.end) return r.to;
        uint256 from = r.from == OWN ? own : r.from;
        uint256 passed = block.timestamp - r.start;
        uint256 length = r.end - r.start;
        return
            r.to > from
                ? from + Math.mulDiv(r.to - from, passed, length)
                : from - Math.mulDiv(from - r.to, passed, length);
    }

    /// @notice Whether it is somewhere else for each who asks: on its way from their own.
    function isOwn(Ramp memory r) internal view returns (bool) {
        return r.from == OWN && block.timestamp < r.end;
    }

    /// @notice Sends it to `to` from where it is, `OWN` if it never moved, in `duration` seconds.
    function aim(Ramp storage r, uint256 to, uint256 duration) internal {
        uint256 from = current(r, OWN);
        (r.from, r.to) = (uint64(from), uint64(to));
        (r.start, r.end) = (uint40(block.timestamp), uint40(block.timestamp + duration));
    }
}
