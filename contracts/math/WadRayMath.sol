// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title WadRayMath
/// @notice Products and quotients in wad (1e18) and ray (1e27); the name says which way the remainder goes.
/// @dev Half-up rounds to the nearest, a half upwards. Overflow reverts.
library WadRayMath {
    uint256 internal constant WAD = 1e18;
    uint256 internal constant RAY = 1e27;
    uint256 private constant HALF_WAD = 0.5e18;
    uint256 private constant HALF_RAY = 0.5e27;

    function wadMulHalfUp(uint256 a, uint256 b) internal pure returns (uint256) {
        return (a * b + HALF_WAD) / WAD;
    }

    function wadDivHalfUp(uint256 a, uint256 b) internal pure returns (uint256) {
        return (a * WAD + b / 2) / b;
    }

    function wadDivUp(uint256 a, uint256 b) internal pure returns (uint256) {
        return _divUp(a * WAD, b);
    }

    function rayMulHalfUp(uint256 a, uint256 b) internal pure returns (uint256) {
        return (a * b + HALF_RAY) / RAY;
    }

    function rayMulDown(uint256 a, uint256 b) internal pure returns (uint256) {
        return (a * b) / RAY;
    }

    function rayMulUp(uint256 a, uint256 b) internal pure returns (uint256) {
        return _divUp(a * b, RAY);
    }

    function rayDivHalfUp(uint256 a, uint256 b) internal pure returns (uint256) {
        return (a * RAY + b / 2) / b;
    }

    function rayDivDown(uint256 a, uint256 b) internal pure returns (uint256) {
        return (a * RAY) / b;
    }

    function rayDivUp(uint256 a, uint256 b) internal pure returns (uint256) {
        return _divUp(a * RAY, b);
    }

    /// @notice a · b / c with the remainder upwards.
    function mulDivUp(uint256 a, uint256 b, uint256 c) internal pure returns (uint256) {
        return _divUp(a * b, c);
    }

    function _divUp(uint256 a, uint256 b) private pure returns (uint256) {
        return a / b + (a % b == 0 ? 0 : 1);
    }
}
