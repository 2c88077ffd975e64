import type { AmmVenue } from "./ammVenue.ts";
import { checkpoint, type ShareFeed } from "./shareFeed.ts";
import { type SharePast, type SharePrices, sharePrices } from "./sharePrices.ts";
import type { Vault } from "./vault.ts";
import { standOf, type VaultStand } from "./vaultStand.ts";
import type { Venues } from "./venues.ts";

/**
 * Shares of vaults that nothing ever happened to: each stands as at the moment this was made, in scaled units, so that
 * only interest, funding and the given prices move what it is worth. The feeds' rules are those of the chain; a pool
 * that a feed reads keeps its first price.
 */
export class StartShares implements SharePast {
  readonly stands: ReadonlyMap<Vault, VaultStand>;
  readonly amm: AmmVenue;
  readonly #venues: Venues;
  readonly #means = new Map<ShareFeed, ShareFeed>();
  #last: ReadonlyMap<string, bigint>;

  constructor(venues: Venues) {
    const vaults = venues.vaults?.vaults ?? [];
    this.#venues = venues;
    this.stands = new Map(vaults.map((vault) => [vault, standOf(venues, vault)]));
    this.amm = venues.amm.copy();
    this.#last = venues.vaults?.feeds ?? new Map();
    for (const { feed, alternatives } of vaults) {
      for (const own of [feed, ...alternatives]) if (own.oracle.mode === "navTwap") this.#means.set(own, { ...own });
    }
  }

  feedOf(feed: ShareFeed): ShareFeed {
    return this.#means.get(feed) ?? feed;
  }

  /** Every share's price where the other assets' feeds answer `plain` (base currency) at `time` [seconds]. */
  at(plain: ReadonlyMap<string, bigint>, time: number): SharePrices {
    return sharePrices(this.#venues, plain, time, this);
  }

  /** Once a block, in order: mean rates take the block before's prices in at its beginning, as the lab has them do. */
  advance(plain: ReadonlyMap<string, bigint>, time: number): void {
    if (this.#means.size > 0) {
      const rates = this.at(this.#last, time);
      for (const { info, feed, alternatives } of this.stands.keys()) {
        for (const own of [feed, ...alternatives]) {
          const mean = this.#means.get(own);
          if (mean !== undefined) checkpoint(mean, BigInt(time), rates.shares.get(info.symbol)?.rate ?? 0n);
        }
      }
    }
    this.#last = plain;
  }
}
