import { z } from "zod";
import { blocks, multiple, nonNegative, positive, share, shareWithin } from "./quantity.ts";

const seconds = (least: number) =>
  z
    .number()
    .int()
    .min(least)
    .max(30 * 86_400);

/** Where a control binds. A market of the exchange is an asset by its name. */
const scope = {
  venues: z.array(z.string()).min(1).optional().describe("lending, perps, a vault's share; everywhere without"),
  assets: z.array(z.string()).min(1).optional().describe("everything of those venues without"),
};
const named = { ...scope, assets: z.array(z.string()).min(1) };
const period = {
  periodSeconds: seconds(1),
  tickSeconds: seconds(0).default(0).describe("the period slides by ticks of this length; 0 counts from the first use"),
};

/** Actions that add risk stop, or need more margin, while a price moves too fast. */
export const priceVelocitySchema = z.strictObject({
  ...scope,
  assets: z
    .array(z.string())
    .min(1)
    .optional()
    .describe("assets or markets whose prices are watched; without, every asset that is no vault's share"),
  windowBlocks: z.number().int().min(1).max(64).default(5).describe("in which moves are measured"),
  maxMove: share().describe("largest move that is calm"),
  haltSeconds: seconds(1).max(86_400).default(300).describe("from the last move to the automatic reset"),
  response: z.enum(["halt", "widen"]).default("halt"),
  stopsLiquidations: z.boolean().default(false),
  stopsWithdrawals: z
    .boolean()
    .default(false)
    .describe(
      "a halt stops withdrawals and transfers of supply and exits from vaults too; without, they pass, also of collateral that backs a debt, while margin stays at the exchange",
    ),
  failsClosed: z.boolean().default(false).describe("a feed without an answer halts too"),
  spreadPerMove: multiple().prefault(1).describe("of widen: spread for a move of 100 %"),
  maxSpread: shareWithin(0, 90).prefault("50%").describe("of widen"),
});

/** Of a token's liquidity at a venue a share has to stay (ERC-7265's draft). What would leave beyond it is refused. */
export const outflowSchema = z.strictObject({
  venues: z.array(z.string()).min(1).describe("lending, perps, a vault's share"),
  assets: z.array(z.string()).min(1),
  minRetained: shareWithin(1, 99).describe("of what was there a period ago"),
  beginAtUsd: nonNegative().prefault(0).describe("less liquidity than this is not limited"),
  periodSeconds: seconds(1),
  tickSeconds: seconds(1),
});

/** What may be seized in a period. */
export const throttleSchema = z.strictObject({
  ...scope,
  limitUsd: positive(),
  ...period,
});

/** What may be borrowed, or ordered, in a period. */
export const borrowVelocitySchema = z.strictObject({
  ...named,
  limitUsd: positive().describe("of each asset, in units at its start price"),
  ...period,
});

/** Losses stop borrowing and orders that grow. */
export const lossStopSchema = z.strictObject({
  ...scope,
  toleranceUsd: nonNegative().prefault(0),
  resumesAfterSeconds: seconds(0).default(0).describe("after the last loss; 0 is by hand only"),
});

/** A guardian pauses in a stated block. */
export const pauseSchema = z.strictObject({
  ...scope,
  fromBlock: blocks(),
  durationSeconds: seconds(1).max(7 * 86_400),
  graceSeconds: seconds(0).max(14_400).default(0).describe("after it, before liquidations go on; a week with it"),
});

export type PriceVelocityConfig = z.output<typeof priceVelocitySchema>;
export type OutflowConfig = z.output<typeof outflowSchema>;
export type ThrottleConfig = z.output<typeof throttleSchema>;
export type BorrowVelocityConfig = z.output<typeof borrowVelocitySchema>;
export type LossStopConfig = z.output<typeof lossStopSchema>;
export type PauseConfig = z.output<typeof pauseSchema>;
