// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {BreakerTypes} from "./BreakerTypes.sol";
import {IBreakerErrors} from "./IBreakerErrors.sol";

/// @title PauseLib
/// @notice A pause with an end, and a grace after it in which accounts can be mended and nobody is liquidated.
library PauseLib {
    uint256 internal constant MAX_PAUSE = 7 days;
    uint256 internal constant MAX_GRACE = 4 hours;
    uint256 internal constant MIN_REST = 1 hours; // many blocks, so that no guardian pauses in each of them

    struct Pause {
        uint40 until; // [seconds]
        uint32 grace; // [seconds] after the end, whenever that is
        uint8 active; // which other controls are set in this scope, a bit each, so that one read tells
    }

    /// @notice When the guardian's pauses end, and when it may pause again.
    struct Watch {
        uint40 end; // [seconds] of the watch under way, or of the last one
        uint40 next; // [seconds] earliest start of the next one
    }

    /// @notice Pauses until `until`, then waits for `grace`; neither ends earlier than what is under way, and what is
    /// new ends at `most` at the latest.
    /// @return latest End of the pause. [seconds]
    function begin(Pause storage p, uint256 until, uint256 grace, uint256 most) internal returns (uint256 latest) {
        require(grace <= MAX_GRACE, IBreakerErrors.CircuitBreaker_AboveMaximum(grace, MAX_GRACE));
        latest = Math.max(Math.min(until, most), p.until);
        uint256 graceEnd = Math.max(Math.min(latest + grace, most), graceUntil(p));
        p.grace = uint32(Math.max(graceEnd, latest) - latest);
        p.until = uint40(latest);
    }

    /// @notice Ends a pause now, so that its grace begins; a grace under way ends.
    function finish(Pause storage p) internal {
        if (block.timestamp < p.until) p.until = uint40(block.timestamp);
        else p.grace = 0;
    }

    /// @notice The end of the guardian's watch, which its pauses and their graces end with; the first pause after a
    /// rest opens a watch. A guardian without a watch is refused.
    function watched(Watch storage w, BreakerTypes.GuardianTerms memory terms) internal returns (uint256 end) {
        require(terms.watch != 0, IBreakerErrors.CircuitBreaker_BelowMinimum(terms.watch, 1));
        if (block.timestamp >= w.end) {
            require(block.timestamp >= w.next, IBreakerErrors.CircuitBreaker_GuardianRests(w.next));
            w.end = uint40(block.timestamp + terms.watch);
            w.next = w.end + terms.rest;
        }
        return w.end;
    }

    function requireNone(Pause storage p, BreakerTypes.Scope memory scope) internal view {
        require(block.timestamp >= p.until, IBreakerErrors.CircuitBreaker_Paused(scope, p.until));
    }

    /// @notice Neither a pause nor its grace.
    function requireNoGrace(Pause storage p, BreakerTypes.Scope memory scope) internal view {
        requireNone(p, scope);
        uint256 until = graceUntil(p);
        require(block.timestamp >= until, IBreakerErrors.CircuitBreaker_Grace(scope, until));
    }

    function graceUntil(Pause storage p) internal view returns (uint256) {
        return uint256(p.until) + p.grace;
    }
}
