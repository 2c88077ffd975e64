// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title PriceLimitLib
/// @notice The ends of Uniswap v3's price grid, as limits for swaps that want none. [Q64.96]
library PriceLimitLib {
    uint160 private constant LOWEST = 4_295_128_740; // √(1.0001^−887272), and one unit
    uint160 private constant HIGHEST = 1_461_446_703_485_210_103_287_273_052_203_988_822_378_723_970_341; // its inverse

    /// @notice A limit that a swap in this direction meets last.
    function none(bool zeroForOne) internal pure returns (uint160) {
        return zeroForOne ? LOWEST : HIGHEST;
    }
}
