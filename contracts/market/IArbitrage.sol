// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IUniswapV3Pool} from "../amm/IUniswapV3Pool.sol";
import {IExternalMarket} from "./IExternalMarket.sol";

/// @title IArbitrage
/// @notice Moves a Uniswap v3 pool, or a Uniswap v2 pair, towards a price with the caller's tokens and sells what came
/// out to the outside world at its posted price, in one transaction, or reverts. It holds nothing between transactions
/// and has no owner.
///
/// Assumption: the caller approved the token that goes into the pool for `maximumIn`.
interface IArbitrage {
    /// @notice `caller` put `paid` of `tokenIn` into `pool` and got `returned` of it back from outside.
    event Arbitraged(
        address indexed caller,
        address indexed pool,
        address indexed tokenIn,
        uint256 paid,
        uint256 returned
    );

    /// @notice The trade gained less than asked; `returned` and `paid` in the token that went in.
    error Arbitrage_Unprofitable(uint256 returned, uint256 paid, uint256 minimumProfit);

    /// @notice `caller` asked for payment but `expected` is the pool being moved (zero: none).
    error Arbitrage_UnexpectedCallback(address caller, address expected);

    /// @notice The outside world that takes what comes out of a pool.
    function EXTERNAL_MARKET() external view returns (IExternalMarket);

    /// @notice Swaps at most `maximumIn` into `pool`, stopping at `sqrtPriceLimitX96`, and trades the proceeds back.
    /// The side follows from the limit: below the pool's price token0 goes in, above it token1. A Uniswap v2 pair,
    /// which knows no limits, is given what brings it there.
    /// @dev Reverts with `Arbitrage_Unprofitable` or an error of the pool or of the external market.
    /// @return profit Gain in the token that went in, in its smallest unit.
    function arbitrage(
        IUniswapV3Pool pool,
        uint160 sqrtPriceLimitX96,
        uint256 maximumIn,
        uint256 minimumProfit
    ) external returns (uint256 profit);

    /// @notice The pool's request for payment. Only the pool that is being moved.
    function uniswapV3SwapCallback(int256 amount0Delta, int256 amount1Delta, bytes calldata data) external;
}
