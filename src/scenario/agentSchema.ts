import { z } from "zod";
import { blocks, change, count, nonNegative, positive, share } from "./quantity.ts";

const liquidator = z.strictObject({
  kind: z.literal("liquidator"),
  count: count(1000).default(1),
  funding: z.enum(["flash", "inventory"]).default("flash"),
  capitalUsd: nonNegative().prefault(0).describe("own capital of each, for inventory liquidators"),
  debts: z.array(z.string()).min(1).optional().describe("debts that it repays; all unless stated"),
  minimumProfitUsd: nonNegative().prefault(10),
  bidShare: share().prefault("10%").describe("share of the expected profit bid as priority fee"),
  reactionBlocks: blocks().default(0),
  restBlocks: blocks()
    .optional()
    .describe("blocks it lets pass after a block in which it called; else more after each try at the same account"),
  maxCallsPerBlock: count(10_000).default(50),
  maxCallUsd: positive().optional().describe("largest debt repaid in one call"),
});

const arbitrageur = z.strictObject({
  kind: z.literal("arbitrageur"),
  budgetUsd: positive().describe("most it trades in one pool in a block"),
  recoveryBlocks: count(10_000).default(1).describe("blocks over which it closes a gap"),
  minimumProfitUsd: nonNegative().prefault(1),
});

const panicSeller = z.strictObject({
  kind: z.literal("panicSeller"),
  asset: z.string(),
  sellUsd: positive(),
  triggerChange: change().describe("sells once the reference has moved this far from the start"),
});

const perpKeeper = z.strictObject({
  kind: z.literal("perpKeeper"),
  count: count(1000).default(1),
  reactionBlocks: blocks().default(0),
  maxCallsPerBlock: count(10_000).default(50),
  minimumProfitUsd: nonNegative()
    .optional()
    .describe("least reward above gas; without it the keeper is the exchange's own and acts for nothing"),
  disposalShare: share()
    .prefault("100%")
    .describe("of each position that the liquidation engine held at most, which is closed in a block"),
  capitalUsd: nonNegative().prefault(0).describe("own money, for buying what the exchange seized"),
});

const adlKeeper = z.strictObject({
  kind: z.literal("adlKeeper"),
  count: count(1000).default(1),
  scanPerCall: count(100_000).default(600).describe("accounts that one call of a round goes through"),
});

const skewArbitrageur = z.strictObject({
  kind: z.literal("skewArbitrageur"),
  market: z.string(),
  capitalUsd: positive().describe("a third is its margin, a third each it has in the quote and in the market's asset"),
  budgetUsd: positive().describe("most notional that it trades in a block"),
  minimumProfitUsd: nonNegative().prefault(1),
});

const vaultKeeper = z.strictObject({
  kind: z.literal("vaultKeeper"),
  vaults: z.array(z.string()).min(1).optional().describe("every vault unless stated"),
  reactionBlocks: blocks().default(0),
  flash: z.boolean().default(true).describe("trades carried by a flash loan rather than step by step"),
  serve: z.boolean().default(true).describe("whether it serves the queue"),
  fromBlock: blocks().default(0).describe("before which it does nothing: whoever runs the vault has frozen it"),
});

const hedger = z.strictObject({
  kind: z.literal("hedger"),
  vaults: z.array(z.string()).min(1).optional().describe("every basis vault unless stated"),
  reactionBlocks: blocks().default(0),
});

/** Participants that decide each block, by kind. */
export const agentSchema = z.discriminatedUnion("kind", [
  liquidator,
  arbitrageur,
  panicSeller,
  perpKeeper,
  adlKeeper,
  skewArbitrageur,
  vaultKeeper,
  hedger,
]);
