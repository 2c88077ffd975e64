// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IBreakerErrors} from "./IBreakerErrors.sol";

/// @title TickWindowLib
/// @notice A sliding sum of what happened in the last `ticks` ticks and in the one under way: no less than what
/// happened in any stretch of `ticks` ticks' length that ends now, so a limit on the sum holds wherever a window is
/// laid.
/// @dev A ring of one slot a tick. Time is counted in whole ticks since 1970: two records of a block share one.
library TickWindowLib {
    uint256 internal constant MAX_TICKS = 64;

    struct Window {
        uint32 tick; // [seconds]
        uint32 ticks; // in a period
        uint64 last; // the tick of the latest record
        int256 sum; // of all slots, as of `last`
        mapping(uint256 slot => int256) changes;
    }

    /// @notice Begins anew with nothing recorded.
    /// @param period A multiple of `tick`. [seconds]
    function begin(Window storage w, uint256 period, uint256 tick) internal {
        require(
            tick != 0 && period != 0 && period % tick == 0 && period / tick <= MAX_TICKS,
            IBreakerErrors.CircuitBreaker_BadPeriod(period, tick)
        );
        for (uint256 slot = 0; slot <= w.ticks; slot++) delete w.changes[slot];
        (w.tick, w.ticks, w.sum) = (uint32(tick), uint32(period / tick), 0);
        w.last = uint64(block.timestamp / tick);
    }

    /// @notice Forgets what left the window and adds `change`.
    /// @return expired Sum of what was forgotten.
    function record(Window storage w, int256 change) internal returns (int256 expired) {
        uint256 slots = uint256(w.ticks) + 1;
        uint256 current = block.timestamp / w.tick;
        uint256 gone = Math.min(current - w.last, slots);
        for (uint256 i = 1; i <= gone; i++) {
            uint256 slot = (w.last + i) % slots;
            expired += w.changes[slot];
            delete w.changes[slot];
        }
        w.changes[current % slots] += change;
        (w.last, w.sum) = (uint64(current), w.sum - expired + change);
    }

    /// @notice The sum as it stands now.
    /// @return sum Of what counts.
    /// @return expired What `record` would forget.
    function sumNow(Window storage w) internal view returns (int256 sum, int256 expired) {
        uint256 slots = uint256(w.ticks) + 1;
        uint256 gone = Math.min(block.timestamp / w.tick - w.last, slots);
        for (uint256 i = 1; i <= gone; i++) expired += w.changes[(w.last + i) % slots];
        sum = w.sum - expired;
    }
}
