import { WAD } from "../units.ts";
import type { SharePrices } from "../venues/sharePrices.ts";
import type { TraceContext } from "./context.ts";

/** USD [wad] of amounts in smallest units where shares count for their part of net assets, all else for what its feed says. */
export class ShareValue {
  readonly #context: TraceContext;
  readonly #prices: SharePrices;

  constructor(context: TraceContext, prices: SharePrices) {
    this.#context = context;
    this.#prices = prices;
  }

  usd(symbol: string, amount: bigint): bigint {
    const { shares, feeds } = this.#prices;
    const price = shares.get(symbol)?.nav ?? feeds.get(symbol) ?? 0n;
    const unit = 10n ** BigInt(this.#context.decimalsOf(symbol));
    return (amount * price * WAD) / (unit * this.#context.venues.lending.baseUnit);
  }
}
