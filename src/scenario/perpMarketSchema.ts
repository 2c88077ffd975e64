import { z } from "zod";
import { blocks, nonNegative, positive, rate, seconds, share } from "./quantity.ts";

/** Every part of a market's terms, as PerpTypes.sol names them; a preset states them all. */
const trading = z.strictObject({
  skewScale: positive().describe("base units of skew at which the premium is 100 %"),
  makerFee: share().describe("of notional, for the part of an order that shrinks the skew"),
  takerFee: share().describe("of notional, for the part that grows it"),
  maxSize: nonNegative().describe("base units each side may hold, 0 is none"),
  maxValueUsd: nonNegative().describe("what each side may hold at the index, 0 is none"),
  settlementDelay: blocks().describe("blocks between commitment and settlement, 0 trades at once"),
  settlementWindow: blocks().describe("blocks after the delay in which an order may be settled"),
  settlementRewardUsd: nonNegative().describe("to whoever settles or clears a delayed order"),
  maxPriceAge: seconds().describe("seconds, for orders and withdrawals; 0 accepts any age"),
  maxLiquidationPriceAge: seconds().describe("seconds, for liquidations and deleveraging; 0 accepts any age"),
});

const margin = z.strictObject({
  initialRatio: share().describe("least initial margin, of notional"),
  initialSlope: nonNegative().describe("added for each size ÷ skew scale"),
  maintenanceScalar: share().describe("maintenance ÷ initial margin ratio"),
  minPositionMarginUsd: nonNegative().describe("added to both margins of a position"),
  openInterestLowerUsd: nonNegative().describe("of a side; above it the initial ratio grows toward 100 %"),
  openInterestUpperUsd: nonNegative().describe("where it is 100 %; 0 switches the scaling off"),
});

const funding = z.strictObject({
  rule: z.enum(["velocity", "clamped-premium"]),
  maxVelocity: nonNegative().describe("change of the daily rate in a day at full skew"),
  interest: rate().describe("in 8 hours, clamped premium only"),
  clamp: rate().describe("in 8 hours: most that interest less premium may add"),
  cap: rate().describe("in 8 hours: most of the rate, either way; 0 is none"),
  premiumWindow: seconds().describe("seconds over which the skew premium is averaged, for funding and mark"),
});

const liquidation = z.strictObject({
  price: z.enum(["mark", "fill"]).describe("at which a liquidation closes against the pool"),
  flagReward: share().describe("of notional, from the account to whoever flags it"),
  minRewardUsd: nonNegative().describe("least reward to whoever liquidates"),
  maxRewardUsd: nonNegative().describe("most"),
  rewardRatio: share().describe("of liquidated notional, to whoever liquidates, between the two"),
  penalty: share().describe("of liquidated notional, from the account to the insurance fund"),
  partialShare: share().describe("of the position that a first liquidation closes; 100 % is all"),
  partialAboveUsd: nonNegative().describe("positions of at most this notional are closed whole"),
  partialFloorUsd: nonNegative().describe("least notional of a partial liquidation"),
  partialCapUsd: nonNegative().describe("most notional of a partial liquidation, 0 is none"),
  cooldown: seconds().describe("seconds after a partial liquidation, then all of the position may be closed"),
  repeatPartial: z.boolean().describe("after the cool-down the next part is again only a share"),
  windowSize: nonNegative().describe("base units that are liquidated in a window at most, 0 is no limit"),
  windowSeconds: seconds(),
  maxSkewInWindow: share().describe("of the skew scale, below which one more part fits a new block"),
  backstop: share().describe("of maintenance margin, below which the engine takes the account over; 0 when bankrupt"),
  insuranceBlockCapUsd: nonNegative().describe(
    "most that the insurance fund pays for this market in a block, 0 is none",
  ),
});

const adl = z.strictObject({
  policy: z
    .enum(["none", "hyperliquid-queue", "binance-queue", "profit-pro-rata", "contracts-pro-rata", "random"])
    .describe("whom auto-deleveraging takes first"),
  price: z.enum(["bankruptcy", "mark"]).describe("at which it closes"),
  scope: z
    .enum(["deficit", "position", "account"])
    .describe("how much it closes: what the engine lacks, its position in one market, or in all where it has a loss"),
  severity: share().describe("of the deficit that counterparties bear; the rest is the pool's"),
  poolTrigger: share().describe("a side's profit ÷ pool cash above which it may be deleveraged, 0 is never"),
  poolTarget: share().describe("the same ratio below which deleveraging stops"),
});

const mark = z.enum(["index", "median"]).describe("which price values positions");

/** All terms of a market: what a preset states, and what a market has once its scenario is read. */
export const marketTerms = z.strictObject({ trading, margin, funding, liquidation, adl, mark });

/** Terms that replace a preset's, each by itself. */
export const termOverrides = z.strictObject({
  trading: trading.partial().optional(),
  margin: margin.partial().optional(),
  funding: funding.partial().optional(),
  liquidation: liquidation.partial().optional(),
  adl: adl.partial().optional(),
  mark: mark.optional(),
});

export type PerpMarketTerms = z.output<typeof marketTerms>;
export type PerpTermOverrides = z.output<typeof termOverrides>;
export type AdlPolicy = PerpMarketTerms["adl"]["policy"];
