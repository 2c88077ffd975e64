// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {BreakerTypes} from "./BreakerTypes.sol";
import {IBreakerErrors} from "./IBreakerErrors.sol";

/// @title LossLib
/// @notice Borrowing stops once losses add up to more than is tolerated, as Gearbox freezes a credit market that lost.
/// Losses add up until the automatic reset would have come, or until somebody resets.
library LossLib {
    struct Stop {
        BreakerTypes.LossConfig config;
        uint40 latest; // [seconds] of the latest loss
        uint256 sum; // [usd]
    }

    /// @notice Sets the stop; losses up to now are forgotten.
    function set(Stop storage s, BreakerTypes.LossConfig calldata config) internal {
        s.config = config;
        clear(s);
    }

    function clear(Stop storage s) internal {
        (s.latest, s.sum) = (0, 0);
    }

    /// @return stops Whether it is this loss that stops borrowing.
    function record(Stop storage s, uint256 value) internal returns (bool stops) {
        if (!s.config.on || value == 0) return false;
        bool before = stoppedUntil(s) != 0;

        s.sum = Math.saturatingAdd(_isOver(s) ? 0 : s.sum, value);
        s.latest = uint40(block.timestamp);
        return !before && stoppedUntil(s) != 0;
    }

    /// @return until 0 while borrowing goes on; the largest word without automatic reset. [seconds]
    function stoppedUntil(Stop storage s) internal view returns (uint256 until) {
        if (!s.config.on || s.sum <= s.config.tolerance || _isOver(s)) return 0;
        uint256 resumesAfter = s.config.resumesAfter;
        return resumesAfter == 0 ? type(uint256).max : s.latest + resumesAfter;
    }

    function requireNone(Stop storage s, BreakerTypes.Scope memory scope) internal view {
        uint256 until = stoppedUntil(s);
        require(until == 0, IBreakerErrors.CircuitBreaker_LossStopped(scope, until));
    }

    function _isOver(Stop storage s) private view returns (bool) {
        uint256 resumesAfter = s.config.resumesAfter;
        return resumesAfter != 0 && block.timestamp >= s.latest + resumesAfter;
    }
}
