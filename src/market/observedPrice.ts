import { priceFromSqrtPrice, sqrtPriceFromPrice } from "../model/marketPrice.ts";
import { sqrtPriceAtTick, tickAtSqrtPrice } from "../model/tickMath.ts";
import type { AssetConfig } from "../scenario/schema.ts";
import { WAD } from "../units.ts";
import type { AmmPool } from "../venues/ammVenue.ts";

/**
 * What an oracle node looks at: the reference (its mean over a window of whole blocks, as data providers average their
 * trades), the AMM (its tick averaged over the window, as the pool's own accumulator does it), or a stated mix of the
 * AMM and the spot reference.
 */
export class ObservedPrice {
  readonly #follows: AssetConfig["feed"]["follows"];
  readonly #window: number;
  readonly #pool: AmmPool | undefined;
  readonly #ticks: number[] = [];
  readonly #references: bigint[] = [];

  constructor(feed: AssetConfig["feed"], blockSeconds: number, pool: AmmPool | undefined) {
    this.#follows = feed.follows;
    this.#window = Math.max(1, Math.ceil(feed.twapSeconds / blockSeconds));
    this.#pool = pool;
  }

  /** Takes a block's prices, reference and pool both in USD [wad], and returns what the node compares with its print. */
  see(reference: bigint, poolUsd: bigint, quoteUsd: bigint): bigint {
    if (this.#follows === "reference" || this.#pool === undefined) return this.#mean(reference);
    const averaged = this.#average(this.#pool, (poolUsd * WAD) / quoteUsd, quoteUsd);
    if (this.#follows === "pool") return averaged;
    const weight = this.#follows.poolWeight;
    return (averaged * weight + reference * (WAD - weight)) / WAD;
  }

  #mean(reference: bigint): bigint {
    this.#references.push(reference);
    if (this.#references.length > this.#window) this.#references.shift();
    return this.#references.reduce((sum, price) => sum + price, 0n) / BigInt(this.#references.length);
  }

  #average(pool: AmmPool, price: bigint, quoteUsd: bigint): bigint {
    if (this.#window === 1) return (price * quoteUsd) / WAD;
    this.#ticks.push(tickAtSqrtPrice(sqrtPriceFromPrice(price, pool)));
    if (this.#ticks.length > this.#window) this.#ticks.shift();
    const mean = Math.floor(this.#ticks.reduce((sum, tick) => sum + tick, 0) / this.#ticks.length);
    return (priceFromSqrtPrice(sqrtPriceAtTick(mean), pool) * quoteUsd) / WAD;
  }
}
