// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ISwapRouter} from "./ISwapRouter.sol";

/// @title IMixedRouter
/// @notice Swaps along paths over Uniswap v3 pools and Uniswap v2 pairs. It knows the pools that it was constructed
/// with and no others, so that it asks no factory: on a recorded state nothing is read that a swap does not need.
///
/// A path's fee names a Uniswap v3 pool's tier, or is `PathLib.PAIR` for the tokens' pair. The input comes by allowance
/// from the caller; between pools it passes through the router, which holds nothing afterwards.
///
/// A v3 pool that runs out of liquidity takes less than it is offered. What the first pool of a sale leaves stays with
/// the caller, as with Uniswap's own router; what a later one would leave behind here, the router refuses to sell.
///
/// Assumption: tokens transfer in full.
interface IMixedRouter is ISwapRouter {
    /// @notice Two of the pools trade the same tokens at the same fee.
    error MixedRouter_PoolTwice(address pool, address other);

    /// @notice No pool of the path's tokens and fee is known.
    error MixedRouter_PoolMissing(address tokenA, address tokenB, uint24 fee);

    /// @notice It is later than the trade was meant for. [seconds]
    error MixedRouter_DeadlinePassed(uint256 deadline, uint256 time);

    /// @notice Ether came with the call, which nothing here takes.
    error MixedRouter_EtherSent(uint256 amount);

    /// @notice The sale gave less than the caller's minimum.
    error MixedRouter_OutputBelowMinimum(uint256 amountOut, uint256 minimum);

    /// @notice The purchase cost more than the caller's maximum.
    error MixedRouter_InputAboveMaximum(uint256 amountIn, uint256 maximum);

    /// @notice `pool` cannot give all of what was to be bought from it.
    error MixedRouter_OutputShort(address pool, uint256 amountOut, uint256 wanted);

    /// @notice `pool`, which is not the first of the sale, takes less than the pool before it gives.
    error MixedRouter_InputLeft(address pool, uint256 amountTaken, uint256 amountIn);

    /// @notice `pool` has no liquidity where the trade went.
    error MixedRouter_NoLiquidity(address pool);

    /// @notice `caller` asked for payment but `expected` is the pool being traded with (zero: none).
    error MixedRouter_UnexpectedCallback(address caller, address expected);

    /// @notice The pool that a path's part names, in either order of its tokens; zero if none is known.
    function poolOf(address tokenA, address tokenB, uint24 fee) external view returns (address pool);

    /// @notice A Uniswap v3 pool's request for payment. Only the pool that is being traded with.
    function uniswapV3SwapCallback(int256 amount0Delta, int256 amount1Delta, bytes calldata data) external;
}
