import { z } from "zod";
import { count, price, ratio, size, usd } from "./summaryFields.ts";

const perMarket = z.strictObject({
  liquidatedUsd: usd,
  adlUsd: usd,
  adlTakenUsd: usd,
  adlToLiquidated: ratio.nullable(),
  openInterestStartUsd: usd.describe("the larger side, at mark"),
  openInterestEndUsd: usd,
  skewStart: size.describe("longs less shorts, base units"),
  skewEnd: size,
  fundingPaidUsd: usd.describe("what the paying side owed over the run"),
  markStart: price,
  markEnd: price,
});

/** The perpetual exchange's part of `summary.json`; without one every figure is zero or null. */
export const perps = z.strictObject({
  adlCount: count.describe("positions deleveraged, each time counted"),
  adlUsd: usd.describe("notional that deleveraging closed"),
  adlTakenUsd: usd.describe("what counterparties gave up against closing at mark"),
  adlToLiquidated: ratio.nullable().describe("notional ÷ notional"),
  liquidatedUsd: z
    .strictObject({ all: usd, partial: usd, full: usd, takeover: usd, disposal: usd })
    .describe("notional by stage; all is partial, full and taken over, which a disposal closes"),
  flags: count,
  droppedOrders: count.describe("committed orders that were dropped"),
  shortfall: z.strictObject({ insurance: usd, adl: usd, pool: usd, uncovered: usd }),
  negativeEquityUsd: usd.describe("below zero, over the accounts taken over or written off bankrupt"),
  negativeEquityToLiquidated: ratio.nullable(),
  insuranceFundStartUsd: usd,
  insuranceFundEndUsd: usd,
  insuranceFundLowUsd: usd.describe("lowest at the end of any block"),
  poolPnlUsd: usd,
  strandedPerps: z.strictObject({ count, notionalUsd: usd }).describe("accounts that end below maintenance margin"),
  secondsToFirstAdl: z.number().int().nullable().describe("first deleveraging less first liquidation, chain time"),
  deleveragedAccounts: count,
  deleveragedInProfitShare: ratio.nullable().describe("of those accounts, the ones in profit over all their positions"),
  overshootUsd: usd.describe("given up beyond what the engine lacked"),
  concentration: z
    .strictObject({ gini: ratio, topDecileShare: ratio })
    .nullable()
    .describe("of what was given up, over the accounts that began on a deleveraged side"),
  perMarket: z.record(z.string(), perMarket),
});
