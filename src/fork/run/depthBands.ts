import { type MarketSide, sqrtPriceScaled } from "../../model/marketPrice.ts";
import { type PoolState, swap } from "../../model/swap.ts";
import { WAD } from "../../units.ts";

/** Quote paid out for the base while its price falls so far, smallest units; the last is what is left down to a half. */
export interface Bands {
  within2PercentUsd: bigint;
  within10PercentUsd: bigint;
  beyondUsd: bigint;
}

const MOST = (1n << 255n) - 1n;

/** How deep a pool is on the side that liquidators sell into. Never nothing, and never less the further it goes. */
export function depthBands(pool: PoolState, side: MarketSide): Bands {
  const down = (percent: bigint) =>
    swap(pool, {
      zeroForOne: side.baseIsToken0,
      amount: MOST,
      sqrtPriceLimitX96: sqrtPriceScaled(pool.sqrtPriceX96, WAD - (percent * WAD) / 100n, side),
    }).amountOut;
  const [two, ten, half] = [down(2n), down(10n), down(50n)];
  return { within2PercentUsd: two, within10PercentUsd: ten, beyondUsd: half - ten };
}
