import { FaultlineError } from "../errors.ts";
import { RAY } from "../units.ts";
import type { MarketSide } from "./marketPrice.ts";
import { Q96 } from "./tickMath.ts";

/** The quote reserve (raw units) of the constant product pool that trades like this one at its price. Down. */
export function virtualQuoteReserveDown(liquidity: bigint, sqrtPriceX96: bigint, side: MarketSide): bigint {
  return side.baseIsToken0 ? (liquidity * sqrtPriceX96) / Q96 : (liquidity * Q96) / sqrtPriceX96;
}

/**
 * Quoted log impact of one whole quote unit (a dollar, if the quote is one) at the current price, as a ray:
 * `κ = 2 / virtual quote reserve`, fee excluded. Refused without liquidity, where the impact is unbounded.
 */
export function logImpactPerQuote(
  pool: { readonly liquidity: bigint; readonly sqrtPriceX96: bigint },
  side: MarketSide & { readonly quoteDecimals: number },
): bigint {
  const reserve = virtualQuoteReserveDown(pool.liquidity, pool.sqrtPriceX96, side);
  if (reserve === 0n) throw new FaultlineError("POOL_EMPTY", "The pool has no liquidity at its price.");
  return (2n * RAY * 10n ** BigInt(side.quoteDecimals)) / reserve;
}
