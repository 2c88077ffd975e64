import type { OverriddenPrice } from "../../world/forkOrigin.ts";
import { lendingOracle, sourceOf } from "../oracle/lendingOracle.ts";
import { type OracleStrategy, overrideOracle } from "../oracle/overrideOracle.ts";
import type { AnyChain } from "../quietly.ts";

/** A price to be taken over. */
export interface PriceToTake {
  symbol: string;
  asset: string;
  /** To begin with, in the oracle's decimals. */
  price: bigint;
  /** What it follows on the chain: it is then left to do so. */
  follows?: string | undefined;
}

/**
 * Puts every price that lending reads into the lab's hands, by a feed that takes prints from the transmitter. One that
 * others follow is replaced where it stands, so that composed and capped feeds over it go on by their own code. Returns
 * how, one after another. `ORACLE_NOT_OVERRIDABLE`.
 */
export async function takePrices(
  chain: AnyChain,
  pool: string,
  transmitter: string,
  prices: readonly PriceToTake[],
): Promise<OverriddenPrice[]> {
  const taken: OverriddenPrice[] = [];
  const { oracle } = await lendingOracle(chain, pool);
  for (const { symbol, asset, price, follows } of prices) {
    if (follows !== undefined) {
      const feed = (await sourceOf(chain, oracle, asset)).toLowerCase();
      taken.push({ symbol, strategy: "follows", feed, refused: [], follows });
      continue;
    }
    const isFollowed = prices.some((other) => other.follows === symbol);
    // A word written at a time is no print that others could see coming: a run needs a feed.
    const strategies: OracleStrategy[] = isFollowed ? ["replaceFeed"] : ["setSource", "replaceFeed"];
    const { strategy, feed, refused } = await overrideOracle(chain, { pool, asset, price, transmitter, strategies });
    taken.push({ symbol, strategy, feed: feed.toLowerCase(), refused });
  }
  return taken;
}
