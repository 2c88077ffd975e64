// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IMixedQuoter} from "./IMixedQuoter.sol";
import {IMixedRouter} from "./IMixedRouter.sol";
import {IQuoter} from "./IQuoter.sol";
import {IUniswapV2Pair} from "./IUniswapV2Pair.sol";
import {IUniswapV3Pool} from "./IUniswapV3Pool.sol";
import {PairSwapLib} from "./PairSwapLib.sol";
import {PathLib} from "./PathLib.sol";
import {PriceLimitLib} from "./PriceLimitLib.sol";

/// @title MixedQuoter
contract MixedQuoter is IMixedQuoter {
    using PathLib for bytes;
    using SafeCast for uint256;

    /// @inheritdoc IMixedQuoter
    IMixedRouter public immutable ROUTER;

    constructor(IMixedRouter router) {
        ROUTER = router;
    }

    /// @inheritdoc IQuoter
    function quoteExactInput(bytes calldata path, uint256 amountIn) external returns (uint256 amountOut) {
        path.requireWhole();
        amountOut = _quoteSale(path, amountIn, false);
        while (path.hasMore()) {
            path = path.skip();
            amountOut = _quoteSale(path, amountOut, true);
        }
    }

    /// @inheritdoc IQuoter
    function quoteExactOutput(bytes calldata path, uint256 amountOut) external returns (uint256 amountIn) {
        path.requireWhole();
        amountIn = _quotePurchase(path, amountOut);
        while (path.hasMore()) {
            path = path.skip();
            amountIn = _quotePurchase(path, amountIn);
        }
    }

    /// @inheritdoc IMixedQuoter
    function uniswapV3SwapCallback(int256 amount0Delta, int256 amount1Delta, bytes calldata) external pure {
        (int256 paid, int256 given) = amount0Delta > 0 ? (amount0Delta, amount1Delta) : (amount1Delta, amount0Delta);
        revert MixedQuoter_Quote(uint256(paid), uint256(-given));
    }

    /// @dev Quotes a sale to the first pool of the path, which has to be `whole` past the first of a trade.
    function _quoteSale(bytes calldata path, uint256 amountIn, bool whole) private returns (uint256 amountOut) {
        (address from, uint24 fee, address to) = path.first();
        address pool = _identify(from, to, fee);

        if (fee == PathLib.PAIR) return PairSwapLib.saleDown(IUniswapV2Pair(pool), from < to, amountIn);
        uint256 taken;
        (taken, amountOut) = _quote(pool, from < to, amountIn.toInt256());
        require(taken == amountIn || !whole, MixedQuoter_InputLeft(pool, taken, amountIn));
    }

    function _quotePurchase(bytes calldata path, uint256 amountOut) private returns (uint256 amountIn) {
        (address to, uint24 fee, address from) = path.first();
        address pool = _identify(from, to, fee);

        if (fee == PathLib.PAIR) return PairSwapLib.purchaseUp(IUniswapV2Pair(pool), from < to, amountOut);
        uint256 given;
        (amountIn, given) = _quote(pool, from < to, -amountOut.toInt256());
        require(given == amountOut, MixedQuoter_OutputShort(pool, given, amountOut));
    }

    /// @dev Swaps with a Uniswap v3 pool as far as to the payment, where the callback undoes it.
    function _quote(
        address pool,
        bool zeroForOne,
        int256 amount
    ) private returns (uint256 amountIn, uint256 amountOut) {
        uint160 limit = PriceLimitLib.none(zeroForOne);
        try IUniswapV3Pool(pool).swap(address(this), zeroForOne, amount, limit, "") {
            revert MixedQuoter_SwapFailed(pool, "");
        } catch (bytes memory reason) {
            bool isQuote = bytes4(reason) == MixedQuoter_Quote.selector;
            require(isQuote, MixedQuoter_SwapFailed(pool, reason));
            // solhint-disable-next-line no-inline-assembly
            assembly ("memory-safe") {
                amountIn := mload(add(reason, 0x24))
                amountOut := mload(add(reason, 0x44))
            }
        }
    }

    function _identify(address tokenA, address tokenB, uint24 fee) private view returns (address pool) {
        pool = ROUTER.poolOf(tokenA, tokenB, fee);
        require(pool != address(0), MixedQuoter_PoolMissing(tokenA, tokenB, fee));
    }
}
