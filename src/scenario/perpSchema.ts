import { z } from "zod";
import { marketTerms, type PerpMarketTerms, termOverrides } from "./perpMarketSchema.ts";
import { count, nonNegative, seconds, share } from "./quantity.ts";

/** Parameter files of presets/perps, by name. */
export const PERP_PRESETS = ["synthetix-v3", "hyperliquid", "gmx-v2", "dydx-v4"] as const;
export type PerpPreset = (typeof PERP_PRESETS)[number];

/** The group whose accounts hold the liquidity pool's shares. */
export const LIQUIDITY_PROVIDERS = "liquidity providers";

const poolTerms = z.strictObject({
  feeShare: share().describe("of trading fees that goes to the pool"),
  maxProfitForWithdrawal: share().describe("traders' profit ÷ pool cash above which nobody withdraws, 0 is none"),
  maxProfitForPayout: share().describe("the same above which profit is paid in part, 0 is none"),
});

const collateral = z.strictObject({
  haircut: share().prefault("0%").describe("of its value that does not count"),
  cap: nonNegative().prefault(0).describe("whole units that the exchange accepts, 0 is none"),
  saleDiscount: share().prefault("0%").describe("at which seized tokens are sold to anyone"),
  maxPriceAge: seconds().default(0).describe("seconds, for orders and withdrawals; 0 accepts any age"),
});

const market = z
  .strictObject({
    asset: z.string().describe("whose feed is the index"),
    spotTwapSeconds: seconds()
      .default(0)
      .describe("averaging window of the AMM price that a median mark also takes in; 0 leaves it out"),
  })
  .extend(termOverrides.shape);

/** The perpetual exchange as a scenario writes it: a preset, and what replaces parts of it everywhere or in one market. */
export const perpsSchema = z
  .strictObject({
    preset: z.enum(PERP_PRESETS).default("synthetix-v3").describe("parameter file that every key below overrides"),
    quote: z.string().describe("asset that margin, profit and the pool are in"),
    poolUsd: nonNegative().describe("supplied by passive liquidity providers at the start"),
    liquidityProviders: count(1000).default(5).describe("accounts that poolUsd is split over"),
    insuranceUsd: nonNegative().prefault(0).describe("in the insurance fund at the start"),
    insuranceFrom: z.literal("lab").default("lab").describe("who gives it"),
    pool: poolTerms.partial().optional(),
    collateral: z.record(z.string(), collateral).default({}).describe("tokens besides the quote that back positions"),
    markets: z.record(z.string(), market),
  })
  .extend(termOverrides.shape);

/** A parameter file: terms of every market, and what differs in some. */
export const presetSchema = z.strictObject({
  sources: z.array(z.string()).min(1),
  pool: poolTerms,
  market: marketTerms,
  markets: z.record(z.string(), termOverrides).default({}),
});

export type WrittenPerps = z.output<typeof perpsSchema>;
export type PerpPresetFile = z.output<typeof presetSchema>;

/** One market with all its terms. */
export type PerpMarketConfig = PerpMarketTerms & { asset: string; spotTwapSeconds: number };
export type PerpCollateralConfig = WrittenPerps["collateral"][string];

/** The exchange with its preset put in: nothing is left open. */
export type PerpsConfig = Omit<WrittenPerps, keyof PerpMarketTerms | "pool" | "markets"> & {
  pool: PerpPresetFile["pool"];
  markets: Record<string, PerpMarketConfig>;
};
