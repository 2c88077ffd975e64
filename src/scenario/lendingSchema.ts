import { z } from "zod";
import { PRESET_NAMES } from "../model/rules.ts";
import { bpsShare, cap, count, nonNegative, positive, rate, share } from "./quantity.ts";

const incentiveSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("fixed") }),
  z.strictObject({ kind: z.literal("dutch"), maxDiscount: share().prefault("15%") }),
  z.strictObject({ kind: z.literal("morpho") }),
]);

const ratesSchema = z
  .strictObject({
    optimalUsage: share().prefault("90%"),
    base: rate().prefault("0%"),
    slope1: rate().prefault("2.7%"),
    slope2: rate().prefault("80%"),
  })
  .describe("kinked yearly borrow rate");

/** One reserve's risk parameters, as Aave names them. */
const reserveSchema = z.strictObject({
  ltv: bpsShare(),
  liquidationThreshold: bpsShare(),
  liquidationBonus: bpsShare().prefault("5%"),
  protocolFee: bpsShare().prefault("10%").describe("share of the bonus that goes to the treasury"),
  reserveFactor: bpsShare().prefault("10%"),
  incentive: incentiveSchema.prefault({ kind: "fixed" }),
  rates: ratesSchema.prefault({}),
  borrowable: z.boolean().default(true),
  supplyCap: cap().prefault(0).describe("whole units, 0 is none"),
  borrowCap: cap().prefault(0).describe("whole units, 0 is none"),
  lenderUsd: nonNegative().prefault(0).describe("supplied by passive lenders at the start"),
});

const eModeSchema = z.strictObject({
  id: z.number().int().min(1).max(255),
  label: z.string(),
  ltv: bpsShare(),
  liquidationThreshold: bpsShare(),
  liquidationBonus: bpsShare(),
  collateral: z.array(z.string()).min(1),
  borrowable: z.array(z.string()),
});

export const lendingSchema = z.strictObject({
  preset: z.enum(PRESET_NAMES).default("aave-v3.6"),
  flashLoanPremium: bpsShare().prefault("0.05%"),
  lenders: count(1000).default(5).describe("passive lenders a reserve's lenderUsd is split over"),
  reserves: z.record(z.string(), reserveSchema),
  eModes: z.array(eModeSchema).default([]),
  baseCurrencyDecimals: z.union([z.literal(8), z.literal(18)]).default(8),
});

const bands = z.strictObject({
  within2PercentUsd: positive(),
  within10PercentUsd: positive(),
  beyondUsd: nonNegative().optional().describe("paid out below the 10 % band; as much as within it by default"),
});

/** A real Uniswap v3 pool and the shape of its liquidity. */
export const poolSchema = z.strictObject({
  kind: z.literal("uniswap-v2").optional().describe("a pair of Uniswap v2, on a forked chain; else a pool of v3"),
  base: z.string(),
  quote: z.string(),
  feeTier: z.union([z.literal(100), z.literal(500), z.literal(3000), z.literal(10000)]).describe("millionths"),
  depth: z.union([
    bands,
    z.strictObject({ constantProductUsd: positive() }),
    z.strictObject({ constantUsdPerLog: positive() }),
  ]),
});
