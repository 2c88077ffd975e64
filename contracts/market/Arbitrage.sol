// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IUniswapV2Pair} from "../amm/IUniswapV2Pair.sol";
import {IUniswapV3Pool} from "../amm/IUniswapV3Pool.sol";
import {PairSwapLib} from "../amm/PairSwapLib.sol";
import {IArbitrage} from "./IArbitrage.sol";
import {IExternalMarket} from "./IExternalMarket.sol";

/// @title Arbitrage
contract Arbitrage is IArbitrage, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    /// @inheritdoc IArbitrage
    IExternalMarket public immutable EXTERNAL_MARKET;

    // The pool whose callback is awaited and who pays it, for the length of one swap.
    address private transient _pool;
    address private transient _payer;

    constructor(IExternalMarket externalMarket) {
        EXTERNAL_MARKET = externalMarket;
    }

    /// @inheritdoc IArbitrage
    function arbitrage(
        IUniswapV3Pool pool,
        uint160 sqrtPriceLimitX96,
        uint256 maximumIn,
        uint256 minimumProfit
    ) external nonReentrant returns (uint256 profit) {
        (bool zeroForOne, uint256 paid, uint256 received) = PairSwapLib.isPair(address(pool))
            ? _tradePair(IUniswapV2Pair(address(pool)), sqrtPriceLimitX96, maximumIn)
            : _tradePool(pool, sqrtPriceLimitX96, maximumIn);
        (address tokenIn, address tokenOut) = zeroForOne
            ? (pool.token0(), pool.token1())
            : (pool.token1(), pool.token0());

        IERC20(tokenOut).forceApprove(address(EXTERNAL_MARKET), received);
        uint256 returned = EXTERNAL_MARKET.trade(tokenOut, tokenIn, received);
        require(returned >= paid + minimumProfit, Arbitrage_Unprofitable(returned, paid, minimumProfit));
        profit = returned - paid;

        emit Arbitraged(msg.sender, address(pool), tokenIn, paid, returned);

        IERC20(tokenIn).safeTransfer(msg.sender, returned);
    }

    /// @inheritdoc IArbitrage
    function uniswapV3SwapCallback(int256 amount0Delta, int256 amount1Delta, bytes calldata) external {
        require(msg.sender == _pool, Arbitrage_UnexpectedCallback(msg.sender, _pool));

        (address token, uint256 owed) = amount0Delta > 0
            ? (IUniswapV3Pool(msg.sender).token0(), uint256(amount0Delta))
            : (IUniswapV3Pool(msg.sender).token1(), uint256(amount1Delta));

        IERC20(token).safeTransferFrom(_payer, msg.sender, owed);
    }

    function _tradePool(
        IUniswapV3Pool pool,
        uint160 sqrtPriceLimitX96,
        uint256 maximumIn
    ) private returns (bool zeroForOne, uint256 paid, uint256 received) {
        (uint160 current, , , , , , ) = pool.slot0();
        zeroForOne = sqrtPriceLimitX96 < current;

        (_pool, _payer) = (address(pool), msg.sender);
        (int256 amount0, int256 amount1) = pool.swap(
            address(this),
            zeroForOne,
            int256(maximumIn),
            sqrtPriceLimitX96,
            ""
        );
        (_pool, _payer) = (address(0), address(0));

        paid = uint256(zeroForOne ? amount0 : amount1);
        received = uint256(-(zeroForOne ? amount1 : amount0));
    }

    function _tradePair(
        IUniswapV2Pair pair,
        uint160 sqrtPriceLimitX96,
        uint256 maximumIn
    ) private returns (bool zeroForOne, uint256 paid, uint256 received) {
        PairSwapLib.Trade memory trade = PairSwapLib.tradeTo(pair, sqrtPriceLimitX96, maximumIn);

        IERC20 tokenIn = IERC20(trade.zeroForOne ? pair.token0() : pair.token1());
        tokenIn.safeTransferFrom(msg.sender, address(pair), trade.amountIn);
        PairSwapLib.take(pair, trade.zeroForOne, trade.amountOut, address(this));
        return (trade.zeroForOne, trade.amountIn, trade.amountOut);
    }
}
