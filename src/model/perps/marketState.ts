import type { MarketStatus } from "./terms.ts";

/** Sums over one side of a market, the engine's position included: |size| in wad base, |cost| in quote. */
export type PerpSide = {
  readonly size: bigint;
  readonly cost: bigint;
  /** [wad · wad] sum of |size| · funding index at entry */
  readonly fundingWeight: bigint;
};

/** What a mark price is made of: prices in wad, the premium averaged over its window; no `spot` where none is fed. */
export type MarkInputs = {
  readonly index: bigint;
  readonly premium: bigint;
  readonly spot: bigint | undefined;
};

/** The skew premium summed over time [wad · seconds], as it stood at `time`. */
export type PremiumCheckpoint = { readonly time: bigint; readonly sum: bigint };

/** The funding clock of a market: rate in wad a day (positive: longs pay), index in wad quote per base. */
export type FundingState = {
  readonly fundingRate: bigint;
  readonly fundingIndex: bigint;
  readonly fundingTime: bigint;
  readonly premiumSum: bigint;
  readonly premiums: readonly PremiumCheckpoint[];
};

/** How much of the liquidation window and of the insurance fund's block is used. */
export type LiquidationWindow = {
  readonly windowStart: bigint;
  readonly windowBlock: bigint;
  readonly windowUsed: bigint;
  readonly insuranceBlock: bigint;
  readonly insurancePaid: bigint;
};

/** A market's moving parts, as `PerpTypes.Market` stores them, with the feeds' answers. */
export type PerpMarketState = FundingState &
  LiquidationWindow & {
    readonly status: MarketStatus;
    readonly index: bigint;
    readonly spot: bigint | undefined;
    readonly long: PerpSide;
    readonly short: PerpSide;
  };

export const EMPTY_SIDE: PerpSide = { size: 0n, cost: 0n, fundingWeight: 0n };

/** Longs less shorts. [wad base] */
export function skewOf(market: { readonly long: PerpSide; readonly short: PerpSide }): bigint {
  return market.long.size - market.short.size;
}
