// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Arithmetic} from "./Rules.sol";
import {WadRayMath} from "../math/WadRayMath.sol";

/// @title InterestLib
/// @notice Growth of an index over a time at a yearly rate. All in ray.
library InterestLib {
    using WadRayMath for uint256;

    uint256 internal constant YEAR = 365 days;

    /// @notice 1 + r·t: what suppliers earn between two actions.
    function linear(uint256 rate, uint256 elapsed) internal pure returns (uint256) {
        return WadRayMath.RAY + (rate * elapsed) / YEAR;
    }

    /// @notice The first terms of e^(r·t): what borrowers owe between two actions.
    /// @dev Since v3.4 the exponential of x = r·t is expanded; earlier releases expand (1 + r/year)^t to its third
    /// binomial term, v2 rounding the rate to a second first. The third term of v3.0 vanishes below three seconds.
    function compounded(Arithmetic arithmetic, uint256 rate, uint256 elapsed) internal pure returns (uint256) {
        if (elapsed == 0) return WadRayMath.RAY;
        if (arithmetic >= Arithmetic.AaveV34) {
            uint256 x = (rate * elapsed) / YEAR;
            return WadRayMath.RAY + x + x.rayMulHalfUp(x / 2 + x.rayMulHalfUp(x / 6));
        }

        uint256 first;
        uint256 squared;
        uint256 cubed;
        if (arithmetic != Arithmetic.AaveV2) {
            first = (rate * elapsed) / YEAR;
            squared = rate.rayMulHalfUp(rate) / (YEAR * YEAR);
            cubed = squared.rayMulHalfUp(rate) / YEAR;
        } else {
            uint256 perSecond = rate / YEAR;
            first = perSecond * elapsed;
            squared = perSecond.rayMulHalfUp(perSecond);
            cubed = squared.rayMulHalfUp(perSecond);
        }
        uint256 pairs = elapsed * (elapsed - 1);
        uint256 triples = elapsed > 2 ? pairs * (elapsed - 2) : 0;
        return WadRayMath.RAY + first + (pairs * squared) / 2 + (triples * cubed) / 6;
    }
}
