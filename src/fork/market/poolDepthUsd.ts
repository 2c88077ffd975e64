import { sqrtPriceScaled } from "../../model/marketPrice.ts";
import { type PoolState, swap } from "../../model/swap.ts";
import { MAX_SQRT_PRICE, MIN_SQRT_PRICE } from "../../model/tickMath.ts";
import { WAD } from "../../units.ts";

/** Two percent down, by which markets' depth is compared. */
const NEAR = (WAD * 98n) / 100n;
const MORE_THAN_ALL = 1n << 127n;

/** The quote token's side of a pool, for its depth in USD. */
export interface QuoteSide {
  baseIsToken0: boolean;
  quoteDecimals: number;
  /** USD for one whole quote, [wad]. */
  quotePriceUsd: bigint;
}

/** USD [wad] that a pool pays out while its base falls by 2 %; down. Its ticks must be known that far. */
export function poolDepthUsd(state: PoolState, { baseIsToken0, quoteDecimals, quotePriceUsd }: QuoteSide): bigint {
  const limit = sqrtPriceScaled(state.sqrtPriceX96, NEAR, { baseIsToken0 });
  const isAtEnd = limit <= MIN_SQRT_PRICE || limit >= MAX_SQRT_PRICE || limit === state.sqrtPriceX96;
  if (isAtEnd) return 0n;
  const { amountOut } = swap(state, { zeroForOne: baseIsToken0, amount: MORE_THAN_ALL, sqrtPriceLimitX96: limit });
  return (amountOut * quotePriceUsd) / 10n ** BigInt(quoteDecimals);
}
