// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title IUniswapV2Pair
/// @notice The part of a Uniswap v2 pair that Faultline's contracts call. The pair itself stands on a real chain.
/// Amounts are in the tokens' smallest units.
interface IUniswapV2Pair {
    /// @notice The token with the lower address.
    function token0() external view returns (address);

    /// @notice The token with the higher address.
    function token1() external view returns (address);

    /// @notice What the pair prices its swaps by, and when it last changed [seconds, modulo 2^32].
    function getReserves() external view returns (uint112 reserve0, uint112 reserve1, uint32 blockTimestampLast);

    /// @notice Pays both amounts out to `to`, against what was sent to the pair before; with `data` it calls `to`
    /// first.
    /// @dev Reverts unless the reserves' product, 0.3 % of the input apart, has not fallen.
    function swap(uint256 amount0Out, uint256 amount1Out, address to, bytes calldata data) external;
}
