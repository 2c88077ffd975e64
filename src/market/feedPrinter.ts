import type { AssetConfig } from "../scenario/schema.ts";
import { rescale, WAD } from "../units.ts";

/** When a node prints: Chainlink's deviation and heartbeat, then a latency, unless it is down. */
export type FeedRule = Pick<AssetConfig["feed"], "deviation" | "heartbeatSeconds" | "latencyBlocks" | "outage">;

interface Print {
  dueBlock: number;
  price: bigint;
}

/**
 * One oracle node. It compares what it sees with its latest print, counting one that is under way, and prints when
 * the price has moved by the deviation or the heartbeat has passed.
 *
 * The same rules driven by the exogenous path alone give the counterfactual oracle.
 */
export class FeedPrinter {
  readonly #rule: FeedRule;
  readonly #decimals: number;
  readonly #underWay: Print[] = [];
  #latest: { price: bigint; time: number };
  #printed: bigint;

  /** `price` is USD [wad]; prints are rounded half up to the feed's `decimals`. */
  constructor(rule: FeedRule, decimals: number, price: bigint, time: number) {
    this.#rule = rule;
    this.#decimals = decimals;
    this.#latest = { price, time };
    this.#printed = this.#round(price);
  }

  /** The price that stands on the feed, USD [wad]. */
  get printed(): bigint {
    return this.#printed;
  }

  /** Whether a print waits for its latency to pass. */
  get busy(): boolean {
    return this.#underWay.length > 0;
  }

  /** Shows the node a price; returns what it transmits in this block, USD [wad], if anything. */
  observe(block: number, time: number, price: bigint): bigint | undefined {
    if (!this.#isDown(block)) {
      const gap = price > this.#latest.price ? price - this.#latest.price : this.#latest.price - price;
      const moved = gap > 0n && gap * WAD >= this.#rule.deviation * this.#latest.price;
      if (moved || time - this.#latest.time >= this.#rule.heartbeatSeconds) {
        this.#latest = { price, time };
        this.#underWay.push({ dueBlock: block + this.#rule.latencyBlocks, price: this.#round(price) });
      }
    }

    let transmitted: bigint | undefined;
    while (this.#underWay[0] !== undefined && this.#underWay[0].dueBlock <= block)
      transmitted = this.#underWay.shift()?.price;
    if (transmitted !== undefined) this.#printed = transmitted;
    return transmitted;
  }

  #isDown(block: number): boolean {
    const { outage } = this.#rule;
    return outage !== undefined && block >= outage.fromBlock && block <= outage.toBlock;
  }

  #round(price: bigint): bigint {
    return rescale(rescale(price, 18, this.#decimals), this.#decimals, 18);
  }
}
