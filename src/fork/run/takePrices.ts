import type { OverriddenPrice } from "../../world/forkOrigin.ts";
import { overrideOracle } from "../oracle/overrideOracle.ts";
import type { AnyChain } from "../quietly.ts";

/** A price to be taken over. */
export interface PriceToTake {
  symbol: string;
  asset: string;
  /** To begin with, in the oracle's decimals. */
  price: bigint;
}

/**
 * Puts every price that lending reads into the lab's hands, by a feed that takes prints from the transmitter. Returns
 * how, one after another; the price lending reads is the same afterwards. `ORACLE_NOT_OVERRIDABLE`.
 */
export async function takePrices(
  chain: AnyChain,
  pool: string,
  transmitter: string,
  prices: readonly PriceToTake[],
): Promise<OverriddenPrice[]> {
  const taken: OverriddenPrice[] = [];
  for (const { symbol, asset, price } of prices) {
    // A word written at a time is no print that others could see coming: a run needs a feed.
    const strategies = ["setSource", "replaceFeed"] as const;
    const { strategy, feed, refused } = await overrideOracle(chain, { pool, asset, price, transmitter, strategies });
    taken.push({ symbol, strategy, feed: feed.toLowerCase(), refused });
  }
  return taken;
}
