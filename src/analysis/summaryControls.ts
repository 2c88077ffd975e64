import { z } from "zod";
import { count, ratio, usd } from "./summaryFields.ts";

const byControl = z.record(z.string(), z.strictObject({ count, usd }));

/** What controls did, and what they cost. All zero where none is switched on. */
export const controls = z.strictObject({
  active: z.array(z.string()).describe("keys of the treatments that are switched on"),
  trips: z.record(z.string(), count).describe("by control"),
  haltedBlocks: count.describe("blocks that end with a halt, stop or pause in force"),
  refused: z
    .strictObject({
      count: count.describe("actions of one account at one venue, however often tried"),
      attempts: count.describe("transactions, and blocks in which an agent held it back"),
      accounts: count,
      usd: usd.describe("the largest try of each"),
      byControl,
    })
    .describe("what was wanted and not let happen during the run"),
  openings: z
    .strictObject({ accounts: count, usd: usd.describe("exposure wanted less opened") })
    .describe("positions that the population could not open as it wanted"),
  blockedExits: z
    .strictObject({
      count: count.describe("accounts whose withdrawal or redemption was refused"),
      usd,
      blockHours: ratio.describe("hours from each first refusal to the exit, or to the end, summed over accounts"),
    })
    .describe("who wanted out and was kept in"),
  heldLiquidations: z
    .strictObject({ accounts: count, usd: usd.describe("debt that the largest refused try at each would have repaid") })
    .describe("liquidations that a control refused or put off"),
  observed: count.describe("what would have been refused by a registry that observes"),
});

/** What external holders have at reference prices, vault shares at net asset value. */
export const users = z.strictObject({
  equityStartUsd: usd,
  equityEndUsd: usd,
  lossUsd: usd.describe("start less end"),
});
