// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title VolatilityLib
/// @notice Realised variance of a price, exponentially weighted: at most one return an interval, each scaled to a
/// second, v ← λ·v + (1 − λ)·r²/Δt. Rounded up, toward more margin.
library VolatilityLib {
    uint256 private constant WAD = 1e18;
    uint256 internal constant MAX_RETURN = 1e18; // 100 %: one print of nonsense cannot swamp the mean for ever

    struct Meter {
        uint128 price; // [decimals of the feed] of the latest return; 0 before the first
        uint40 time; // [seconds] of it
        uint128 variance; // [wad a second] mean of r² / Δt
    }

    /// @param decay λ. [wad]
    /// @param interval Least time between two returns, above 0. [seconds]
    /// @return taken Whether a return was due.
    function record(Meter storage m, uint256 price, uint256 decay, uint256 interval) internal returns (bool taken) {
        if (price == 0) return false;
        if (m.price == 0) {
            (m.price, m.time) = (uint128(price), uint40(block.timestamp));
            return false;
        }
        uint256 elapsed = block.timestamp - m.time;
        if (elapsed < interval) return false;

        uint256 change = price > m.price ? price - m.price : m.price - price;
        uint256 r = Math.min(Math.mulDiv(change, WAD, m.price, Math.Rounding.Ceil), MAX_RETURN);
        uint256 squared = Math.mulDiv(r, r, WAD * elapsed, Math.Rounding.Ceil);
        uint256 mean = Math.mulDiv(m.variance, decay, WAD, Math.Rounding.Ceil);
        m.variance = uint128(mean + Math.mulDiv(squared, WAD - decay, WAD, Math.Rounding.Ceil));
        (m.price, m.time) = (uint128(price), uint40(block.timestamp));
        return true;
    }

    /// @notice Standard deviation of the return over `horizon` seconds. [wad]
    function deviationUp(Meter storage m, uint256 horizon) internal view returns (uint256) {
        return Math.sqrt(uint256(m.variance) * horizon * WAD, Math.Rounding.Ceil);
    }
}
