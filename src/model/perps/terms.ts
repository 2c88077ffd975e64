/** What may be done in a market. Paused: nothing, not even liquidation. */
export type MarketStatus = "paused" | "reduce-only" | "open";

/** Which price values positions. */
export type MarkRule = "index" | "median";

/** How the funding rate follows the skew. */
export type FundingRule = "velocity" | "clamped-premium";

/** At which price a liquidation closes against the pool. */
export type LiquidationPriceRule = "mark" | "fill";

/** Whom auto-deleveraging takes first. */
export type AdlPolicy =
  | "none"
  | "hyperliquid-queue"
  | "binance-queue"
  | "profit-pro-rata"
  | "contracts-pro-rata"
  | "random";

/** At which price auto-deleveraging closes. */
export type AdlPrice = "bankruptcy" | "mark";

/** How much of the engine's position auto-deleveraging closes. */
export type AdlScope = "deficit" | "position" | "account";

/** Each list stands in the order of the contract's enum: the place of a word is its number on the chain. */
export const MARKET_STATUSES: readonly MarketStatus[] = ["paused", "reduce-only", "open"];
export const MARK_RULES: readonly MarkRule[] = ["index", "median"];
export const FUNDING_RULES: readonly FundingRule[] = ["velocity", "clamped-premium"];
export const LIQUIDATION_PRICE_RULES: readonly LiquidationPriceRule[] = ["mark", "fill"];
export const ADL_POLICIES: readonly AdlPolicy[] = [
  "none",
  "hyperliquid-queue",
  "binance-queue",
  "profit-pro-rata",
  "contracts-pro-rata",
  "random",
];
export const ADL_PRICES: readonly AdlPrice[] = ["bankruptcy", "mark"];
export const ADL_SCOPES: readonly AdlScope[] = ["deficit", "position", "account"];

/** As `PerpTypes.TradingConfig`: sizes in wad base, money in the quote token's smallest units, blocks, seconds. */
export type TradingTerms = {
  readonly skewScale: bigint;
  readonly makerFee: bigint;
  readonly takerFee: bigint;
  readonly maxSize: bigint;
  readonly maxValue: bigint;
  readonly settlementDelay: bigint;
  readonly settlementWindow: bigint;
  readonly settlementReward: bigint;
  readonly maxPriceAge: bigint;
  readonly maxLiquidationPriceAge: bigint;
};

/** As `PerpTypes.MarginConfig`: ratios in wad, money in quote. */
export type MarginTerms = {
  readonly initialRatio: bigint;
  readonly initialSlope: bigint;
  readonly maintenanceScalar: bigint;
  readonly minPositionMargin: bigint;
  readonly openInterestLower: bigint;
  readonly openInterestUpper: bigint;
};

/** As `PerpTypes.FundingConfig`: velocity in wad a day a day, the clamped premium's numbers in wad in 8 hours. */
export type FundingTerms = {
  readonly rule: FundingRule;
  readonly maxVelocity: bigint;
  readonly interest: bigint;
  readonly clamp: bigint;
  readonly cap: bigint;
  readonly premiumWindow: bigint;
};

/** As `PerpTypes.LiquidationConfig`: ratios in wad, money in quote, sizes in wad base, seconds. */
export type LiquidationTerms = {
  readonly price: LiquidationPriceRule;
  readonly flagReward: bigint;
  readonly minReward: bigint;
  readonly maxReward: bigint;
  readonly rewardRatio: bigint;
  readonly penalty: bigint;
  readonly partialShare: bigint;
  readonly partialAbove: bigint;
  readonly partialFloor: bigint;
  readonly partialCap: bigint;
  readonly cooldown: bigint;
  readonly repeatPartial: boolean;
  readonly windowSize: bigint;
  readonly windowSeconds: bigint;
  readonly maxSkewInWindow: bigint;
  readonly backstop: bigint;
  readonly insuranceBlockCap: bigint;
};

/** As `PerpTypes.AdlConfig`: ratios in wad. */
export type AdlTerms = {
  readonly policy: AdlPolicy;
  readonly price: AdlPrice;
  readonly scope: AdlScope;
  readonly severity: bigint;
  readonly poolTrigger: bigint;
  readonly poolTarget: bigint;
};

/** A market's settings: `PerpTypes.MarketConfig` without its feeds. */
export type PerpTerms = {
  readonly trading: TradingTerms;
  readonly margin: MarginTerms;
  readonly funding: FundingTerms;
  readonly liquidation: LiquidationTerms;
  readonly adl: AdlTerms;
  readonly markRule: MarkRule;
};
