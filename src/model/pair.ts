import { FaultlineError } from "../errors.ts";
import { mulDivDown } from "./mulDiv.ts";
import type { PoolState, SwapOrder, SwapResult } from "./swap.ts";
import { MAX_TICK, MIN_TICK, Q96, tickAtSqrtPrice } from "./tickMath.ts";
import { sqrtDown } from "./transcendental.ts";

/** What a Uniswap v2 pair holds of its two tokens, as it prices its swaps by. */
export type Reserves = readonly [reserve0: bigint, reserve1: bigint];

/** Fee of every Uniswap v2 pair, in hundredths of a basis point. */
export const PAIR_FEE = 3_000;
const FEE_UNIT = 1_000n;
const AFTER_FEE = 997n;
const BOTH = FEE_UNIT + AFTER_FEE;
/** A pair holds no more of a token than this. */
const MOST = (1n << 112n) - 1n;

/**
 * A Uniswap v2 pair as the model's other pools are seen: the pool that all of one position over the whole grid makes,
 * with the price and depth of the reserves (square root and liquidity down). Swaps go by the reserves alone.
 */
export function pairState(reserves: Reserves): PoolState {
  const [reserve0, reserve1] = reserves;
  if (reserve0 <= 0n || reserve1 <= 0n) {
    throw new FaultlineError("PAIR_EMPTY", "A Uniswap v2 pair holds nothing of one of its tokens: it has no price.");
  }
  const sqrtPriceX96 = sqrtDown((reserve1 * Q96 * Q96) / reserve0);
  const liquidity = sqrtDown(reserve0 * reserve1);
  return {
    sqrtPriceX96,
    tick: tickAtSqrtPrice(sqrtPriceX96),
    liquidity,
    fee: PAIR_FEE,
    tickSpacing: 1,
    ticks: [
      { index: MIN_TICK, liquidityNet: liquidity },
      { index: MAX_TICK, liquidityNet: -liquidity },
    ],
    reserves,
  };
}

/**
 * Swaps against a Uniswap v2 pair, to the unit as `PairSwapLib` does on chain. A price limit stops it where the closed
 * form does, a unit before at most; what would pay out nothing is not done, and no more is bought than all but a unit.
 */
export function swapPair(reserves: Reserves, { zeroForOne, amount, sqrtPriceLimitX96 }: SwapOrder): SwapResult {
  const [reserveIn, reserveOut] = zeroForOne ? reserves : ([reserves[1], reserves[0]] as const);
  const most = MOST - reserveIn;
  const room = sqrtPriceLimitX96 === undefined ? most : least(inputTo(reserves, sqrtPriceLimitX96, zeroForOne), most);
  const wantedOut = amount < 0n ? least(-amount, reserveOut - 1n) : undefined;
  const wantedIn = wantedOut === undefined ? amount : inputFor(wantedOut, reserveIn, reserveOut);
  const spent = least(wantedIn, room);
  const amountOut = spent === wantedIn && wantedOut !== undefined ? wantedOut : outputOf(spent, reserveIn, reserveOut);
  if (amountOut <= 0n) {
    return { amountIn: 0n, amountOut: 0n, feeAmount: 0n, ticksCrossed: 0, pool: pairState(reserves) };
  }

  const [newIn, newOut] = [reserveIn + spent, reserveOut - amountOut];
  return {
    amountIn: spent,
    amountOut,
    feeAmount: spent - (spent * AFTER_FEE) / FEE_UNIT,
    ticksCrossed: 0,
    pool: pairState(zeroForOne ? [newIn, newOut] : [newOut, newIn]),
  };
}

/** What an input gives; down. */
function outputOf(amountIn: bigint, reserveIn: bigint, reserveOut: bigint): bigint {
  const paid = amountIn * AFTER_FEE;
  return (paid * reserveOut) / (reserveIn * FEE_UNIT + paid);
}

/** What an output costs; one unit more than down. */
function inputFor(amountOut: bigint, reserveIn: bigint, reserveOut: bigint): bigint {
  return (reserveIn * amountOut * FEE_UNIT) / ((reserveOut - amountOut) * AFTER_FEE) + 1n;
}

/** The input that brings the price to a limit; down, and 0 where the price is there or beyond. */
function inputTo([reserve0, reserve1]: Reserves, limit: bigint, zeroForOne: boolean): bigint {
  const [reserve, aim] = zeroForOne
    ? [reserve0, mulDivDown(mulDivDown(reserve1, Q96, limit), Q96, limit)]
    : [reserve1, mulDivDown(mulDivDown(reserve0, limit, Q96), limit, Q96)];
  if (aim <= reserve) return 0n;
  const root = sqrtDown(9n * reserve * reserve + 4n * FEE_UNIT * AFTER_FEE * reserve * aim);
  return (root - BOTH * reserve) / (2n * AFTER_FEE);
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
