// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IMixedRouter} from "./IMixedRouter.sol";
import {IQuoter} from "./IQuoter.sol";

/// @title IMixedQuoter
/// @notice What a mixed router's swaps would give now, over the pools that the router knows.
/// @dev A path that leads over the same pool twice is quoted as if the pool stood still.
interface IMixedQuoter is IQuoter {
    /// @notice Carries what a swap that is undone would move.
    error MixedQuoter_Quote(uint256 amountIn, uint256 amountOut);

    /// @notice No pool of the path's tokens and fee is known.
    error MixedQuoter_PoolMissing(address tokenA, address tokenB, uint24 fee);

    /// @notice `pool` cannot give all of what was to be bought from it.
    error MixedQuoter_OutputShort(address pool, uint256 amountOut, uint256 wanted);

    /// @notice `pool`, which is not the first of the sale, takes less than the pool before it gives.
    error MixedQuoter_InputLeft(address pool, uint256 amountTaken, uint256 amountIn);

    /// @notice `pool` refused the swap.
    error MixedQuoter_SwapFailed(address pool, bytes reason);

    /// @notice The router whose swaps are quoted.
    function ROUTER() external view returns (IMixedRouter);

    /// @notice A Uniswap v3 pool's request for payment, which undoes the swap and reports it.
    function uniswapV3SwapCallback(int256 amount0Delta, int256 amount1Delta, bytes calldata data) external;
}
