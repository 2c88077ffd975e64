import { z } from "zod";
import { atLeastOne, blocks, count, leverage, ordered, positive, range, share } from "./quantity.ts";

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

const run = z
  .strictObject({
    share: share().prefault("100%").describe("share of the group that may run"),
    sharePriceLoss: share().optional().describe("runs once the share price fell this far from the start"),
    utilisation: share().optional().describe("runs once a reserve that the vault depends on is lent out this far"),
    rumour: z
      .strictObject({ atBlock: blocks(), share: share() })
      .optional()
      .describe("this share of the group runs in this block, whatever happens"),
    reactionBlocks: blocks().default(1),
  })
  .describe("when holders redeem all they have: at once what the vault pays at once, the rest by request");

const depositors = z.strictObject({
  kind: z.literal("depositor"),
  vault: z.string().describe("whose shares they hold"),
  count: count(100_000),
  equityUsd: sizes,
  run: run.optional(),
});

/** Suppliers of a reserve beside the passive ones of `lending.reserves`, who may leave. */
const lenders = z.strictObject({
  kind: z.literal("lender"),
  asset: z.string(),
  count: count(100_000),
  equityUsd: sizes,
  run: z
    .strictObject({
      share: share().prefault("100%").describe("share of the group that may run"),
      utilisation: share().optional().describe("withdraws once the reserve is lent out this far"),
      rumour: z
        .strictObject({ atBlock: blocks(), share: share() })
        .optional()
        .describe("this share of the group withdraws from this block on, whatever happens"),
      reactionBlocks: blocks().default(1),
    })
    .optional()
    .describe("when they take out all that the reserve has in cash, until they have everything"),
});

/** Accounts over several venues: vault shares as collateral, and what is done with the money borrowed against them. */
const stackers = z.strictObject({
  kind: z.literal("stacker"),
  vault: z.string().describe("whose shares they bring to lending as collateral"),
  count: count(100_000),
  equityUsd: sizes,
  borrow: z.string().describe("asset borrowed against the shares"),
  healthFactor: range(atLeastOne),
  eMode: z.number().int().min(0).default(0),
  invest: z
    .strictObject({
      perp: z
        .strictObject({
          market: z.string(),
          side,
          share: share().describe("of what is borrowed, brought as margin"),
          leverage: range(leverage),
        })
        .optional(),
      vault: z
        .strictObject({
          name: z.string().describe("symbol of the share"),
          share: share().describe("of what is borrowed, deposited"),
        })
        .optional(),
    })
    .prefault({})
    .describe("the rest stays in the wallet"),
  run: run.optional().describe("on the shares of invest.vault"),
});

/** Groups of external holders, by name. */
export const populationSchema = z.record(
  z.string(),
  z.discriminatedUnion("kind", [borrowers, loopers, account, traders, depositors, stackers, lenders]),
);
