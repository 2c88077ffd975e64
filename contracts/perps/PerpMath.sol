// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title PerpMath
/// @notice Products with a quotient, signed and unsigned, rounded once at the end; the name says which way. For signed
/// numbers "up" and "down" are toward plus and minus infinity.
/// @dev `unit` is 10^decimals of the quote token.
library PerpMath {
    using SafeCast for uint256;

    uint256 internal constant WAD = 1e18;
    uint256 private constant WAD_SQUARED = 1e36;

    /// @notice size · price in the quote token. [quote]
    function valueDown(int256 size, int256 price, uint256 unit) internal pure returns (int256) {
        return mulDivDown(size * price, unit, WAD_SQUARED);
    }

    /// @notice size · price in the quote token. [quote]
    function valueUp(int256 size, int256 price, uint256 unit) internal pure returns (int256) {
        return mulDivUp(size * price, unit, WAD_SQUARED);
    }

    /// @notice |size| · price in the quote token. [quote]
    function notionalUp(uint256 size, uint256 price, uint256 unit) internal pure returns (uint256) {
        return Math.mulDiv(size * price, unit, WAD_SQUARED, Math.Rounding.Ceil);
    }

    /// @notice Share [wad] of an amount.
    function shareUp(uint256 amount, uint256 share) internal pure returns (uint256) {
        return Math.mulDiv(amount, share, WAD, Math.Rounding.Ceil);
    }

    /// @notice Share [wad] of an amount.
    function shareDown(uint256 amount, uint256 share) internal pure returns (uint256) {
        return Math.mulDiv(amount, share, WAD);
    }

    /// @notice a · b ÷ c.
    function mulDivDown(int256 a, uint256 b, uint256 c) internal pure returns (int256) {
        if (a >= 0) return Math.mulDiv(uint256(a), b, c).toInt256();
        return -Math.mulDiv(uint256(-a), b, c, Math.Rounding.Ceil).toInt256();
    }

    /// @notice a · b ÷ c.
    function mulDivUp(int256 a, uint256 b, uint256 c) internal pure returns (int256) {
        return -mulDivDown(-a, b, c);
    }

    /// @notice `value` within [−limit, limit].
    function clamp(int256 value, uint256 limit) internal pure returns (int256) {
        int256 bound = limit.toInt256();
        if (value > bound) return bound;
        return value < -bound ? -bound : value;
    }
}
