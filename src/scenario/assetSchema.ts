import { z } from "zod";
import { positive, price, rate, seconds, share } from "./quantity.ts";
import { vaultSchema } from "./vaultSchema.ts";

/** How an oracle node decides to print (Chainlink: deviation or heartbeat, then latency). */
const feedSchema = z.strictObject({
  follows: z
    .union([z.enum(["reference", "pool"]), z.strictObject({ poolWeight: share() })])
    .default("reference")
    .describe("reference price, AMM price (mean over twapSeconds), or the stated mix of the two"),
  twapSeconds: seconds()
    .default(0)
    .describe("averaging window of the reference or the AMM, whichever is followed; 0 is the spot price"),
  deviation: share().prefault("0.5%"),
  heartbeatSeconds: seconds().default(3600),
  latencyBlocks: z.number().int().min(0).max(50).default(0),
  outage: z
    .strictObject({ fromBlock: z.number().int(), toBlock: z.number().int() })
    .optional()
    .describe("blocks in which the node is down"),
  maxAgeSeconds: seconds().default(0).describe("the price oracle refuses older prints; 0 is no check, as Aave"),
});

const stakedSchema = z.strictObject({
  over: z.string(),
  exchangeRate: positive().describe("underlying for one share at the start"),
  growthPerYear: rate().prefault("0%"),
  cappedGrowthPerYear: rate().optional().describe("growth bound of the capped-ratio oracle (CAPO)"),
});

/**
 * A token of the suite. A staked asset has no price of its own: rate × its underlying × basis. Neither has the share of
 * a vault, which has the decimals of the vault's asset and six more.
 */
export const assetSchema = z.strictObject({
  decimals: z
    .number()
    .int()
    .min(6)
    .max(24)
    .optional()
    .describe("6 to 18; of a share they follow from the vault's asset"),
  priceUsd: price().optional(),
  quote: z.string().optional().describe("the asset it is traded against outside; a dollar asset has none"),
  staked: stakedSchema.optional(),
  vault: vaultSchema.optional().describe("the asset is the share of this vault"),
  feed: feedSchema.prefault({}),
});
