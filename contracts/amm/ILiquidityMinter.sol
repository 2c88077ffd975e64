// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IUniswapV3Pool} from "./IUniswapV3Pool.sol";

/// @title ILiquidityMinter
/// @notice Holds its owner's positions in Uniswap v3 pools: a pool asks the account that mints for payment in a
/// callback, which an externally owned account cannot answer. One minter serves one liquidity provider; it holds
/// positions, never tokens.
///
/// Assumption: the owner approved each token to the minter for as much as it is willing to pay.
interface ILiquidityMinter {
    /// @notice `liquidity` was added between two ticks of `pool`, at the price of the two amounts.
    event LiquidityMinted(
        address indexed pool,
        int24 tickLower,
        int24 tickUpper,
        uint128 liquidity,
        uint256 amount0,
        uint256 amount1
    );

    /// @notice `liquidity` was removed; the amounts, fees included, went to the owner.
    event LiquidityBurned(
        address indexed pool,
        int24 tickLower,
        int24 tickUpper,
        uint128 liquidity,
        uint256 amount0,
        uint256 amount1
    );

    /// @notice `caller` asked for payment but `expected` is the pool being called (zero: none).
    error LiquidityMinter_UnexpectedCallback(address caller, address expected);

    /// @notice Adds `liquidity` between two ticks of `pool`, paid by the owner. Owner only.
    /// @return amount0 Paid of token0, rounded up by the pool.
    /// @return amount1 Paid of token1, rounded up by the pool.
    function mint(
        IUniswapV3Pool pool,
        int24 tickLower,
        int24 tickUpper,
        uint128 liquidity
    ) external returns (uint256 amount0, uint256 amount1);

    /// @notice Removes `liquidity` between two ticks of `pool` and pays all that the position is owed to the owner.
    /// Zero liquidity collects fees alone. Owner only.
    /// @return amount0 Received of token0, rounded down by the pool.
    /// @return amount1 Received of token1, rounded down by the pool.
    function burn(
        IUniswapV3Pool pool,
        int24 tickLower,
        int24 tickUpper,
        uint128 liquidity
    ) external returns (uint256 amount0, uint256 amount1);

    /// @notice The pool's request for payment. Only the pool that is being called.
    function uniswapV3MintCallback(uint256 amount0Owed, uint256 amount1Owed, bytes calldata data) external;
}
