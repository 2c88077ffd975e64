import { z } from "zod";
import { blocks, positive, rate, share } from "./quantity.ts";
import { shareOracle } from "./vaultSchema.ts";

/** What the lab changes in a stated block of the run, before anybody acts. */
export const changeSchema = z.discriminatedUnion("kind", [
  z
    .strictObject({
      kind: z.literal("cap"),
      atBlock: blocks(),
      asset: z.string().describe("a staked asset; of a cap one with cappedGrowthPerYear"),
      snapshotRatio: positive().describe("underlying for one token"),
      snapshotAgeSeconds: z.number().int().nonnegative().describe("in that block, at least a week"),
      growthPerYear: rate().describe("of the snapshot's ratio that the cap lets pass"),
    })
    .describe("a new snapshot of a capped-ratio oracle"),
  z
    .strictObject({
      kind: z.literal("shareOracle"),
      atBlock: blocks(),
      vault: z.string().describe("symbol of the share"),
      oracle: shareOracle,
    })
    .describe("another price source for a vault's share, in lending"),
  z
    .strictObject({ kind: z.literal("slash"), atBlock: blocks(), asset: z.string(), loss: share() })
    .describe("a staked asset loses a share of what it stands for"),
]);

export type Change = z.output<typeof changeSchema>;
