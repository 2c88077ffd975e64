// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IMixedRouter} from "./IMixedRouter.sol";
import {ISwapRouter} from "./ISwapRouter.sol";
import {IUniswapV2Pair} from "./IUniswapV2Pair.sol";
import {IUniswapV3Pool} from "./IUniswapV3Pool.sol";
import {PairSwapLib} from "./PairSwapLib.sol";
import {PathLib} from "./PathLib.sol";
import {PriceLimitLib} from "./PriceLimitLib.sol";

/// @title MixedRouter
contract MixedRouter is IMixedRouter, ReentrancyGuardTransient {
    using PathLib for bytes;
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    uint256 private constant PAYER_SIZE = 20; // [bytes]

    /// @inheritdoc IMixedRouter
    mapping(address tokenA => mapping(address tokenB => mapping(uint24 fee => address))) public poolOf;

    // The pool whose callback is awaited, until it comes.
    address private transient _pool;

    // What a purchase cost its buyer, known in the last of its pools.
    uint256 private transient _amountIn;

    /// @param pools Uniswap v3 pools that paths may lead over.
    /// @param pairs Uniswap v2 pairs that paths may lead over, of 0.3 %.
    constructor(IUniswapV3Pool[] memory pools, IUniswapV2Pair[] memory pairs) {
        for (uint256 i = 0; i < pools.length; ++i) {
            _list(address(pools[i]), pools[i].token0(), pools[i].token1(), pools[i].fee());
        }
        for (uint256 i = 0; i < pairs.length; ++i) {
            _list(address(pairs[i]), pairs[i].token0(), pairs[i].token1(), PathLib.PAIR);
        }
    }

    /// @inheritdoc IMixedRouter
    function uniswapV3SwapCallback(int256 amount0Delta, int256 amount1Delta, bytes calldata data) external {
        require(msg.sender == _pool, MixedRouter_UnexpectedCallback(msg.sender, _pool));
        require(amount0Delta > 0 || amount1Delta > 0, MixedRouter_NoLiquidity(msg.sender));

        _pool = address(0);
        address payer = address(bytes20(data[:PAYER_SIZE]));
        bytes calldata path = data[PAYER_SIZE:];
        (address first, , address second) = path.first();
        (bool paysToken0, uint256 owed) = amount0Delta > 0
            ? (true, uint256(amount0Delta))
            : (false, uint256(amount1Delta));

        // A sale's path begins with what is paid, a purchase's with what is bought.
        if (paysToken0 == (first < second)) _pay(first, payer, msg.sender, owed);
        else _payPurchase(path, second, payer, msg.sender, owed);
    }

    /// @inheritdoc ISwapRouter
    function exactInput(ExactInputParams calldata params) external payable nonReentrant returns (uint256 amountOut) {
        _requireOrder(params.path, params.deadline);

        bytes calldata path = params.path;
        address payer = msg.sender;
        amountOut = params.amountIn;
        while (path.hasMore()) {
            amountOut = _sell(path.firstHop(), amountOut, payer, address(this));
            payer = address(this);
            path = path.skip();
        }
        amountOut = _sell(path, amountOut, payer, params.recipient);

        bool enough = amountOut >= params.amountOutMinimum;
        require(enough, MixedRouter_OutputBelowMinimum(amountOut, params.amountOutMinimum));
    }

    /// @inheritdoc ISwapRouter
    function exactOutput(ExactOutputParams calldata params) external payable nonReentrant returns (uint256 amountIn) {
        _requireOrder(params.path, params.deadline);

        _buy(params.path, params.amountOut, msg.sender, params.recipient);

        amountIn = _amountIn;
        bool cheap = amountIn <= params.amountInMaximum;
        require(cheap, MixedRouter_InputAboveMaximum(amountIn, params.amountInMaximum));
    }

    /// @dev Sells to a path's only pool.
    function _sell(
        bytes calldata hop,
        uint256 amountIn,
        address payer,
        address recipient
    ) private returns (uint256 amountOut) {
        (address from, uint24 fee, address to) = hop.first();
        address pool = _identify(from, to, fee);

        if (fee == PathLib.PAIR) {
            amountOut = PairSwapLib.saleDown(IUniswapV2Pair(pool), from < to, amountIn);
            _pay(from, payer, pool, amountIn);
            PairSwapLib.take(IUniswapV2Pair(pool), from < to, amountOut, recipient);
        } else {
            amountOut = _sellToPool(pool, from < to, amountIn, recipient, abi.encodePacked(payer, hop));
        }
    }

    function _sellToPool(
        address pool,
        bool zeroForOne,
        uint256 amountIn,
        address recipient,
        bytes memory data
    ) private returns (uint256 amountOut) {
        uint256 taken;
        (taken, amountOut) = _swap(pool, zeroForOne, amountIn.toInt256(), recipient, data);

        // What a pool leaves of the caller's own was never taken from the caller.
        bool whole = taken == amountIn || address(bytes20(data)) != address(this);
        require(whole, MixedRouter_InputLeft(pool, taken, amountIn));
    }

    /// @dev Buys from the first pool of a path; what it costs is bought from the next, and so on before it is due.
    function _buy(bytes calldata path, uint256 amountOut, address payer, address recipient) private {
        (address to, uint24 fee, address from) = path.first();
        address pool = _identify(from, to, fee);

        if (fee == PathLib.PAIR) {
            _payPurchase(path, from, payer, pool, PairSwapLib.purchaseUp(IUniswapV2Pair(pool), from < to, amountOut));
            PairSwapLib.take(IUniswapV2Pair(pool), from < to, amountOut, recipient);
        } else {
            bytes memory data = abi.encodePacked(payer, path);
            (, uint256 given) = _swap(pool, from < to, -amountOut.toInt256(), recipient, data);
            require(given == amountOut, MixedRouter_OutputShort(pool, given, amountOut));
        }
    }

    /// @dev Gives `pool`, the first of the path, what a purchase from it costs.
    function _payPurchase(bytes calldata path, address token, address payer, address pool, uint256 owed) private {
        if (path.hasMore()) return _buy(path.skip(), owed, payer, pool);

        _amountIn = owed;
        _pay(token, payer, pool, owed);
    }

    function _swap(
        address pool,
        bool zeroForOne,
        int256 amount,
        address recipient,
        bytes memory data
    ) private returns (uint256 amountIn, uint256 amountOut) {
        _pool = pool;
        uint160 limit = PriceLimitLib.none(zeroForOne);
        (int256 amount0, int256 amount1) = IUniswapV3Pool(pool).swap(recipient, zeroForOne, amount, limit, data);
        (int256 paid, int256 given) = zeroForOne ? (amount0, amount1) : (amount1, amount0);
        return (uint256(paid), uint256(-given));
    }

    function _pay(address token, address payer, address to, uint256 amount) private {
        if (payer == address(this)) IERC20(token).safeTransfer(to, amount);
        else IERC20(token).safeTransferFrom(payer, to, amount);
    }

    function _list(address pool, address token0, address token1, uint24 fee) private {
        address other = poolOf[token0][token1][fee];
        require(other == address(0), MixedRouter_PoolTwice(pool, other));

        (poolOf[token0][token1][fee], poolOf[token1][token0][fee]) = (pool, pool);
    }

    function _identify(address tokenA, address tokenB, uint24 fee) private view returns (address pool) {
        pool = poolOf[tokenA][tokenB][fee];
        require(pool != address(0), MixedRouter_PoolMissing(tokenA, tokenB, fee));
    }

    function _requireOrder(bytes calldata path, uint256 deadline) private view {
        require(block.timestamp <= deadline, MixedRouter_DeadlinePassed(deadline, block.timestamp));
        require(msg.value == 0, MixedRouter_EtherSent(msg.value));
        path.requireWhole();
    }
}
