// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {BreakerTypes} from "./BreakerTypes.sol";
import {IBreakerErrors} from "./IBreakerErrors.sol";
import {TickWindowLib} from "./TickWindowLib.sol";

/// @title QuotaLib
/// @notice At most so much in a period. With ticks the period slides, as Maker's hole empties while auctions end;
/// without them the whole amount is free again when a period has passed since its first use, as Synthetix counts.
library QuotaLib {
    using TickWindowLib for TickWindowLib.Window;

    struct Quota {
        uint128 limit;
        uint128 used; // without ticks: since `start`
        uint40 start; // [seconds] without ticks: of the window's first use
        uint32 period; // [seconds] 0 is off
        uint32 tick; // [seconds] 0 is a window from the first use
        TickWindowLib.Window window;
    }

    /// @notice Sets the quota; nothing counts as used. A period of 0 switches it off.
    function set(Quota storage q, BreakerTypes.QuotaConfig calldata config) internal {
        if (config.period != 0 && config.tick != 0) q.window.begin(config.period, config.tick);
        (q.limit, q.period, q.tick) = (config.limit, config.period, config.tick);
        (q.used, q.start) = (0, 0);
    }

    /// @notice Nothing counts as used.
    function clear(Quota storage q) internal {
        if (q.period != 0 && q.tick != 0) q.window.begin(q.period, q.tick);
        (q.used, q.start) = (0, 0);
    }

    function isOn(Quota storage q) internal view returns (bool) {
        return q.period != 0;
    }

    /// @notice What may still be used; the largest word when the quota is off.
    function left(Quota storage q) internal view returns (uint256) {
        if (!isOn(q)) return type(uint256).max;

        uint256 used = q.used;
        if (q.tick != 0) {
            (int256 sum, ) = q.window.sumNow();
            used = uint256(sum);
        } else if (_isOver(q)) {
            used = 0;
        }
        return Math.saturatingSub(q.limit, used);
    }

    /// @notice Counts `amount`; reverts where it is more than what is left.
    function use(
        Quota storage q,
        BreakerTypes.Control control,
        BreakerTypes.Scope memory scope,
        uint256 amount
    ) internal {
        if (!isOn(q) || amount == 0) return;
        uint256 most = left(q);
        require(amount <= most, IBreakerErrors.CircuitBreaker_AboveQuota(control, scope, amount, most));

        if (q.tick != 0) {
            q.window.record(int256(amount));
        } else {
            if (_isOver(q)) (q.start, q.used) = (uint40(block.timestamp), 0);
            q.used += uint128(amount);
        }
    }

    function _isOver(Quota storage q) private view returns (bool) {
        return block.timestamp >= uint256(q.start) + q.period;
    }
}
