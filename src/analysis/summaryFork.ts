import { z } from "zod";
import { count, usd } from "./summaryFields.ts";

const price = z.strictObject({
  asset: z.string(),
  strategy: z.string().describe("how the lab took the price over, as docs/FORK.md has it"),
  feed: z.string().describe("what lending reads from then on"),
  follows: z.string().nullable().describe("the asset whose feed the real one reads"),
});

const pool = z.strictObject({
  pair: z.string(),
  address: z.string(),
  depthUsd: usd.describe("paid for the pair's first asset until it is 2 % cheaper"),
  elsewhereUsd: usd.nullable().describe("the same of the pair's other pools; null where nobody looked"),
});

/** What a forked run went on from; absent from a run on a chain of its own. */
export const fork = z.strictObject({
  chainId: count,
  chain: z.string(),
  block: count,
  blockHash: z.string(),
  timestamp: count.describe("of the block, unix seconds"),
  protocol: z.string(),
  release: z.string().describe("as the pool calls itself"),
  accounts: z
    .strictObject({
      taken: count,
      leftOut: count.describe("found, and not part of the run"),
      collateralUsd: usd,
      debtUsd: usd,
      belowOne: z.strictObject({ count, debtUsd: usd }).describe("health factor below 1 before the run"),
      badDebtUsd: usd.describe("Σ max(0, debt − collateral) before the run"),
    })
    .describe("real accounts, at the oracle's prices before the first block"),
  health: z
    .strictObject({ accounts: count, differing: count, first: z.string().nullable() })
    .describe("accounts whose collateral, debt and health factor were compared with the pool's own, to the wei"),
  prices: z.array(price),
  pools: z.array(pool).describe("that are traded on"),
  unconnected: z
    .array(z.string())
    .describe("collateral and debt that no pool connects: no liquidator sells one for the other"),
  depth: z
    .strictObject({ file: z.string(), usdPerLog: z.record(z.string(), usd) })
    .nullable()
    .describe("depth elsewhere that was laid over the forked pools, USD for a unit of log price"),
  tokens: z
    .record(z.string(), z.enum(["fee", "rebasing"]))
    .describe("tokens whose balances are not what their transfers make them, and how"),
  unknown: z
    .strictObject({ slots: count, accounts: count, first: z.array(z.string()) })
    .nullable()
    .describe("what was read that a recorded state does not hold, taken to be zero; null where nobody counted"),
});
