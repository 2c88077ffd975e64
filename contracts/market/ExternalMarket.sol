// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IUniswapV2Pair} from "../amm/IUniswapV2Pair.sol";
import {IUniswapV3Pool} from "../amm/IUniswapV3Pool.sol";
import {PairSwapLib} from "../amm/PairSwapLib.sol";
import {IExternalMarket} from "./IExternalMarket.sol";

/// @title ExternalMarket
contract ExternalMarket is IExternalMarket, Ownable, ReentrancyGuard {
    using SafeERC20 for IERC20;

    /// @inheritdoc IExternalMarket
    mapping(address asset => uint256) public priceOf; // [wad]

    // The pool whose callback is awaited, for the length of one swap.
    address private transient _pool;

    constructor(address owner_) Ownable(owner_) {}

    /// @inheritdoc IExternalMarket
    function post(address[] calldata assets, uint256[] calldata prices) external onlyOwner {
        require(assets.length == prices.length, ExternalMarket_LengthMismatch(assets.length, prices.length));

        for (uint256 i = 0; i < assets.length; ++i) {
            require(prices[i] > 0, ExternalMarket_ZeroPrice(assets[i]));
            priceOf[assets[i]] = prices[i];
            emit Posted(assets[i], prices[i]);
        }
    }

    /// @inheritdoc IExternalMarket
    function trade(
        address tokenIn,
        address tokenOut,
        uint256 amountIn
    ) external nonReentrant returns (uint256 amountOut) {
        require(tokenIn != tokenOut, ExternalMarket_SameToken(tokenIn));
        amountOut = quoteDown(tokenIn, tokenOut, amountIn);
        require(amountOut > 0, ExternalMarket_AmountTooSmall(amountIn));
        _requireInventory(tokenOut, amountOut);
        uint256 usdValue = Math.mulDiv(amountIn, _price(tokenIn), _unit(tokenIn));

        emit Trade(msg.sender, tokenIn, tokenOut, amountIn, amountOut, usdValue);

        _pull(tokenIn, amountIn);
        IERC20(tokenOut).safeTransfer(msg.sender, amountOut);
    }

    /// @inheritdoc IExternalMarket
    function reprice(
        IUniswapV3Pool pool,
        uint160 sqrtPriceX96
    ) external onlyOwner nonReentrant returns (int256 amount0, int256 amount1) {
        if (PairSwapLib.isPair(address(pool))) return _repricePair(IUniswapV2Pair(address(pool)), sqrtPriceX96);

        (uint160 current, , , , , , ) = pool.slot0();
        if (current == sqrtPriceX96) return (0, 0);

        _pool = address(pool);
        (amount0, amount1) = pool.swap(address(this), sqrtPriceX96 < current, type(int256).max, sqrtPriceX96, "");
        _pool = address(0);

        emit Repriced(address(pool), amount0, amount1, sqrtPriceX96);
    }

    /// @inheritdoc IExternalMarket
    function uniswapV3SwapCallback(int256 amount0Delta, int256 amount1Delta, bytes calldata) external {
        require(msg.sender == _pool, ExternalMarket_UnexpectedCallback(msg.sender, _pool));

        IUniswapV3Pool pool = IUniswapV3Pool(msg.sender);
        (address token, uint256 owed) = amount0Delta > 0
            ? (pool.token0(), uint256(amount0Delta))
            : (pool.token1(), uint256(amount1Delta));
        _requireInventory(token, owed);

        IERC20(token).safeTransfer(msg.sender, owed);
    }

    /// @inheritdoc IExternalMarket
    function quoteDown(address tokenIn, address tokenOut, uint256 amountIn) public view returns (uint256 amountOut) {
        return Math.mulDiv(amountIn, _price(tokenIn) * _unit(tokenOut), _price(tokenOut) * _unit(tokenIn));
    }

    function _repricePair(IUniswapV2Pair pair, uint160 sqrtPriceX96) private returns (int256 amount0, int256 amount1) {
        PairSwapLib.Trade memory move = PairSwapLib.tradeTo(pair, sqrtPriceX96, type(uint256).max);
        if (move.amountIn == 0) return (0, 0);
        address token = move.zeroForOne ? pair.token0() : pair.token1();
        _requireInventory(token, move.amountIn);

        (int256 paid, int256 received) = (int256(move.amountIn), -int256(move.amountOut));
        (amount0, amount1) = move.zeroForOne ? (paid, received) : (received, paid);
        emit Repriced(address(pair), amount0, amount1, sqrtPriceX96);

        IERC20(token).safeTransfer(address(pair), move.amountIn);
        PairSwapLib.take(pair, move.zeroForOne, move.amountOut, address(this));
    }

    function _price(address asset) private view returns (uint256 price) {
        price = priceOf[asset];
        require(price > 0, ExternalMarket_MissingPrice(asset));
    }

    function _unit(address token) private view returns (uint256) {
        return 10 ** IERC20Metadata(token).decimals();
    }

    function _requireInventory(address token, uint256 needed) private view {
        uint256 held = IERC20(token).balanceOf(address(this));
        require(needed <= held, ExternalMarket_InventoryShort(token, needed, held));
    }

    function _pull(address token, uint256 amount) private {
        uint256 before = IERC20(token).balanceOf(address(this));
        IERC20(token).safeTransferFrom(msg.sender, address(this), amount);
        uint256 received = IERC20(token).balanceOf(address(this)) - before;
        require(received >= amount, ExternalMarket_ReceivedLess(token, received, amount));
    }
}
