// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ILiquidityMinter} from "./ILiquidityMinter.sol";
import {IUniswapV3Pool} from "./IUniswapV3Pool.sol";

/// @title LiquidityMinter
contract LiquidityMinter is ILiquidityMinter, Ownable {
    using SafeERC20 for IERC20;

    // The pool whose callback is awaited, for the length of one mint.
    address private transient _pool;

    constructor(address owner_) Ownable(owner_) {}

    /// @inheritdoc ILiquidityMinter
    function mint(
        IUniswapV3Pool pool,
        int24 tickLower,
        int24 tickUpper,
        uint128 liquidity
    ) external onlyOwner returns (uint256 amount0, uint256 amount1) {
        _pool = address(pool);
        (amount0, amount1) = pool.mint(address(this), tickLower, tickUpper, liquidity, "");
        _pool = address(0);

        emit LiquidityMinted(address(pool), tickLower, tickUpper, liquidity, amount0, amount1);
    }

    /// @inheritdoc ILiquidityMinter
    function burn(
        IUniswapV3Pool pool,
        int24 tickLower,
        int24 tickUpper,
        uint128 liquidity
    ) external onlyOwner returns (uint256 amount0, uint256 amount1) {
        pool.burn(tickLower, tickUpper, liquidity);
        (amount0, amount1) = pool.collect(owner(), tickLower, tickUpper, type(uint128).max, type(uint128).max);

        emit LiquidityBurned(address(pool), tickLower, tickUpper, liquidity, amount0, amount1);
    }

    /// @inheritdoc ILiquidityMinter
    function uniswapV3MintCallback(uint256 amount0Owed, uint256 amount1Owed, bytes calldata) external {
        require(msg.sender == _pool, LiquidityMinter_UnexpectedCallback(msg.sender, _pool));

        IUniswapV3Pool pool = IUniswapV3Pool(msg.sender);
        if (amount0Owed > 0) IERC20(pool.token0()).safeTransferFrom(owner(), msg.sender, amount0Owed);
        if (amount1Owed > 0) IERC20(pool.token1()).safeTransferFrom(owner(), msg.sender, amount1Owed);
    }
}
