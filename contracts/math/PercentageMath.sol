// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title PercentageMath
/// @notice Shares in basis points (1e4 = 100 %); the name says which way the remainder goes.
library PercentageMath {
    uint256 internal constant FULL = 1e4; // 100 %
    uint256 private constant HALF = 0.5e4;

    function percentMulHalfUp(uint256 value, uint256 bps) internal pure returns (uint256) {
        return (value * bps + HALF) / FULL;
    }

    function percentMulDown(uint256 value, uint256 bps) internal pure returns (uint256) {
        return (value * bps) / FULL;
    }

    function percentMulUp(uint256 value, uint256 bps) internal pure returns (uint256) {
        uint256 product = value * bps;
        return product / FULL + (product % FULL == 0 ? 0 : 1);
    }

    function percentDivHalfUp(uint256 value, uint256 bps) internal pure returns (uint256) {
        return (value * FULL + bps / 2) / bps;
    }

    function percentDivUp(uint256 value, uint256 bps) internal pure returns (uint256) {
        uint256 product = value * FULL;
        return product / bps + (product % bps == 0 ? 0 : 1);
    }
}
