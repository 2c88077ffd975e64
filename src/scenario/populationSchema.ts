import { z } from "zod";
import {
  atLeastOne,
  blocks,
  change,
  count,
  leverage,
  nonNegative,
  ordered,
  positive,
  range,
  share,
} from "./quantity.ts";

const sizes = ordered(
  z.strictObject({ min: positive(), max: positive(), skew: z.number().int().min(1).max(6).default(3) }),
).describe("equity in USD: min + (max − min)·u^skew with u uniform, so a higher skew means fewer large accounts");

const defence = z.strictObject({
  share: share().describe("share of the group that defends"),
  triggerHealthFactor: atLeastOne(),
  targetHealthFactor: atLeastOne(),
  by: z.enum(["deleverage", "repay"]).default("deleverage"),
  reactionBlocks: blocks().default(1),
});

const borrowers = z.strictObject({
  kind: z.literal("borrower"),
  count: count(100_000),
  collateral: z.string(),
  debt: z.string(),
  equityUsd: sizes,
  healthFactor: range(atLeastOne),
  eMode: z.number().int().min(0).default(0),
  defence: defence.optional(),
});

const loopers = z.strictObject({
  kind: z.literal("looper"),
  count: count(100_000),
  collateral: z.string(),
  debt: z.string(),
  equityUsd: sizes,
  leverage: range(atLeastOne),
  eMode: z.number().int().min(0).default(0),
  by: z.enum(["flash", "iteration"]).default("flash"),
  defence: defence.optional(),
});

/** One account with exact positions, for replays of real ones. */
const account = z.strictObject({
  kind: z.literal("account"),
  supply: z.record(z.string(), positive()),
  borrow: z.record(z.string(), positive()),
  eMode: z.number().int().min(0).default(0),
});

const side = z.enum(["long", "short"]);

const traders = z.strictObject({
  kind: z.literal("trader"),
  market: z.string(),
  side,
  count: count(100_000),
  equityUsd: sizes,
  leverage: range(leverage).describe("notional of all positions ÷ equity at the start"),
  collateral: z
    .strictObject({ asset: z.string(), share: share() })
    .optional()
    .describe("share of the equity, after haircut, that is held in another token than the quote"),
  also: z
    .array(z.strictObject({ market: z.string(), side, leverageShare: share() }))
    .default([])
    .describe("positions beside the first, each with its share of the leverage; the first has the rest"),
  stop: z
    .strictObject({ share: share(), loss: share() })
    .optional()
    .describe("share of the group that closes once it has lost this share of its equity"),
});

/** Groups of external holders, by name. */
export const populationSchema = z.record(
  z.string(),
  z.discriminatedUnion("kind", [borrowers, loopers, account, traders]),
);

const liquidator = z.strictObject({
  kind: z.literal("liquidator"),
  count: count(1000).default(1),
  funding: z.enum(["flash", "inventory"]).default("flash"),
  capitalUsd: nonNegative().prefault(0).describe("own capital of each, for inventory liquidators"),
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
    .describe("of each position that the liquidation engine holds, which is closed in a block"),
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

export const agentSchema = z.discriminatedUnion("kind", [
  liquidator,
  arbitrageur,
  panicSeller,
  perpKeeper,
  adlKeeper,
  skewArbitrageur,
]);
