import { WAD } from "../../units.ts";
import { mulDivDown } from "../mulDiv.ts";

/** A pool as a feed on it reads it. */
export interface PricedPool {
  readonly sqrtPriceX96: bigint;
  readonly baseIsToken0: boolean;
  readonly baseDecimals: number;
  readonly quoteDecimals: number;
}

/** What a feed on a pool's price answers: the base at the pool's spot price, the quote at `quotePrice`. Down. */
export function poolPriceDown(pool: PricedPool, quotePrice: bigint): bigint {
  if (quotePrice <= 0n) return 0n;
  const ratioX128 = mulDivDown(pool.sqrtPriceX96, pool.sqrtPriceX96, 1n << 64n);
  const baseScale = 10n ** BigInt(pool.baseDecimals + 18);
  const scaled = pool.baseIsToken0
    ? mulDivDown(ratioX128, baseScale, 1n << 128n)
    : mulDivDown(1n << 128n, baseScale, ratioX128);
  // Quote feeds answer in the decimals of the feed itself, so that they cancel.
  return mulDivDown(scaled / 10n ** BigInt(pool.quoteDecimals), quotePrice, WAD);
}
