// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {BreakerTypes} from "./BreakerTypes.sol";
import {IBreakerErrors} from "./IBreakerErrors.sol";
import {TickWindowLib} from "./TickWindowLib.sol";

/// @title OutflowLib
/// @notice A token's liquidity at a venue as ERC-7265's draft limits it: of what was there a period ago a share stays,
/// net of what came in since.
library OutflowLib {
    using SafeCast for *;
    using TickWindowLib for TickWindowLib.Window;

    uint256 internal constant MAX_RETAINED = 0.99e18; // something may always leave

    struct Limiter {
        BreakerTypes.OutflowConfig config;
        int256 settled; // [asset] liquidity without the changes that the window holds
        TickWindowLib.Window window; // [asset] changes, inflow positive
    }

    /// @param liquidity What is there now. [asset]
    function set(Limiter storage f, BreakerTypes.OutflowConfig calldata config, uint256 liquidity) internal {
        require(
            config.minRetained <= MAX_RETAINED,
            IBreakerErrors.CircuitBreaker_AboveMaximum(config.minRetained, MAX_RETAINED)
        );
        if (config.minRetained != 0) f.window.begin(config.period, config.tick);
        (f.config, f.settled) = (config, clamped(liquidity));
    }

    /// @notice Takes the liquidity of now for that of a period ago.
    function clear(Limiter storage f) internal {
        if (!isOn(f)) return;
        (int256 sum, int256 expired) = f.window.sumNow();
        f.settled += sum + expired;
        f.window.begin(f.config.period, f.config.tick);
    }

    /// @notice Books what came in, or what left as negative.
    function record(Limiter storage f, int256 change) internal {
        f.settled += f.window.record(change);
    }

    function isOn(Limiter storage f) internal view returns (bool) {
        return f.config.minRetained != 0;
    }

    /// @return settled Liquidity a period ago. [asset]
    /// @return net What the period changed. [asset]
    function state(Limiter storage f) internal view returns (int256 settled, int256 net) {
        int256 expired;
        (net, expired) = f.window.sumNow();
        settled = f.settled + expired;
    }

    /// @notice What may leave now; the largest word where nothing limits it. [asset]
    function headroom(Limiter storage f) internal view returns (uint256) {
        if (!isOn(f)) return type(uint256).max;
        (int256 settled, int256 net) = state(f);
        if (settled <= 0 || uint256(settled) < f.config.beginAt) return type(uint256).max;

        int256 room = settled + net - leastUp(f, uint256(settled)).toInt256();
        return room > 0 ? uint256(room) : 0;
    }

    /// @notice What has to stay of a liquidity. [asset]
    function leastUp(Limiter storage f, uint256 settled) internal view returns (uint256) {
        return Math.mulDiv(settled, f.config.minRetained, 1e18, Math.Rounding.Ceil);
    }

    /// @notice An amount that no sum of amounts can overflow. [asset]
    function clamped(uint256 amount) internal pure returns (int256) {
        return int256(Math.min(amount, type(uint128).max));
    }
}
