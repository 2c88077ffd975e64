// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IUniswapV2Pair} from "./IUniswapV2Pair.sol";

/// @title PairSwapLib
/// @notice What swaps against a Uniswap v2 pair give: reserves of constant product, 0.3 % of the input for the pair.
/// Amounts are in the tokens' smallest units. `src/model/pair.ts` computes the same, to the unit.
library PairSwapLib {
    uint256 private constant FEE_UNIT = 1_000;
    uint256 private constant AFTER_FEE = 997; // of a thousand
    uint256 private constant BOTH = 1_997; // FEE_UNIT + AFTER_FEE
    uint256 private constant TWICE_AFTER_FEE = 1_994;
    uint256 private constant CROSS = 3_988_000; // 4 · FEE_UNIT · AFTER_FEE
    uint256 private constant Q96 = 1 << 96;
    uint256 private constant MOST = type(uint112).max; // that a pair holds of a token

    /// @notice A swap of exact input that a price limit bounds.
    struct Trade {
        bool zeroForOne;
        uint256 amountIn;
        uint256 amountOut;
    }

    /// @notice `pair` has `reserve` of what was to be bought, and gives less than all of it.
    error PairSwapLib_OutputShort(address pair, uint256 reserve, uint256 wanted);

    /// @notice Whether there is a Uniswap v2 pair at `pool`; what else the lab trades with is Uniswap v3.
    function isPair(address pool) internal view returns (bool) {
        try IUniswapV2Pair(pool).getReserves() returns (uint112, uint112, uint32) {
            return true;
        } catch {
            return false;
        }
    }

    /// @notice What selling `amountIn` gives. The pair keeps the remainder.
    function saleDown(
        IUniswapV2Pair pair,
        bool zeroForOne,
        uint256 amountIn
    ) internal view returns (uint256 amountOut) {
        (uint256 reserveIn, uint256 reserveOut) = _reservesOf(pair, zeroForOne);
        return _amountOutDown(amountIn, reserveIn, reserveOut);
    }

    /// @notice What buying `amountOut` costs. The trader bears the remainder, and one unit more where there is none.
    function purchaseUp(
        IUniswapV2Pair pair,
        bool zeroForOne,
        uint256 amountOut
    ) internal view returns (uint256 amountIn) {
        (uint256 reserveIn, uint256 reserveOut) = _reservesOf(pair, zeroForOne);
        require(amountOut < reserveOut, PairSwapLib_OutputShort(address(pair), reserveOut, amountOut));
        return (reserveIn * amountOut * FEE_UNIT) / ((reserveOut - amountOut) * AFTER_FEE) + 1;
    }

    /// @notice The swap of at most `maximumIn` that brings the pair's price to `sqrtPriceX96`, or as near as whole
    /// units allow from where it stands, or to where it holds all that it can; nothing where not one unit comes out.
    /// @param sqrtPriceX96 On the grid of Uniswap v3's prices.
    /// @dev With x in, reserves r and s, and t the r that alone would make the price: 997x² + 1997rx + 1000r² = 1000rt.
    function tradeTo(
        IUniswapV2Pair pair,
        uint160 sqrtPriceX96,
        uint256 maximumIn
    ) internal view returns (Trade memory trade) {
        (uint256 reserve0, uint256 reserve1) = _reservesOf(pair, true);
        uint256 aim0 = Math.mulDiv(Math.mulDiv(reserve1, Q96, sqrtPriceX96), Q96, sqrtPriceX96);
        uint256 aim1 = Math.mulDiv(Math.mulDiv(reserve0, sqrtPriceX96, Q96), sqrtPriceX96, Q96);
        trade.zeroForOne = aim0 > reserve0;
        (uint256 reserveIn, uint256 reserveOut, uint256 aim) = trade.zeroForOne
            ? (reserve0, reserve1, aim0)
            : (reserve1, reserve0, aim1);

        uint256 amountIn = Math.min(_inputTowardsDown(reserveIn, aim), maximumIn);
        uint256 amountOut = _amountOutDown(amountIn, reserveIn, reserveOut);
        if (amountOut > 0) (trade.amountIn, trade.amountOut) = (amountIn, amountOut);
    }

    /// @notice Takes what was paid for out of the pair; the pair must have the input already.
    function take(IUniswapV2Pair pair, bool zeroForOne, uint256 amountOut, address recipient) internal {
        pair.swap(zeroForOne ? 0 : amountOut, zeroForOne ? amountOut : 0, recipient, "");
    }

    function _amountOutDown(uint256 amountIn, uint256 reserveIn, uint256 reserveOut) private pure returns (uint256) {
        uint256 paid = amountIn * AFTER_FEE;
        return (paid * reserveOut) / (reserveIn * FEE_UNIT + paid);
    }

    /// @dev Reserves of what goes in and of what comes out.
    function _reservesOf(
        IUniswapV2Pair pair,
        bool zeroForOne
    ) private view returns (uint256 reserveIn, uint256 reserveOut) {
        (uint112 reserve0, uint112 reserve1, ) = pair.getReserves();
        return zeroForOne ? (reserve0, reserve1) : (reserve1, reserve0);
    }

    /// @dev The positive root of the equation of `tradeTo`, at most what the pair has room for; 0 where the price is
    /// there or beyond. Aims that need all the room are told apart first: what follows then fits a word.
    function _inputTowardsDown(uint256 reserve, uint256 aim) private pure returns (uint256) {
        if (aim <= reserve) return 0;
        uint256 room = MOST - reserve;
        uint256 rootAtMost = TWICE_AFTER_FEE * room + BOTH * reserve;
        if (aim >= Math.ceilDiv(rootAtMost * rootAtMost - 9 * reserve * reserve, CROSS * reserve)) return room;
        return (Math.sqrt(9 * reserve * reserve + CROSS * reserve * aim) - BOTH * reserve) / TWICE_AFTER_FEE;
    }
}
