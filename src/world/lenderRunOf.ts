import type { LenderConfig } from "../scenario/schema.ts";
import type { Random } from "./random.ts";
import type { LenderRun } from "./world.ts";

/** Draws whether a lender of the group may run, and on what; undefined for one that stays. */
export function lenderRunOf({ asset, run }: LenderConfig, random: Random): LenderRun | undefined {
  const [may, hears] = [random.wad(), random.wad()];
  if (run === undefined || may >= run.share) return undefined;
  const { utilisation, rumour, reactionBlocks } = run;
  return {
    reserve: asset,
    ...(utilisation === undefined ? {} : { utilisation }),
    ...(rumour !== undefined && hears < rumour.share ? { rumourAt: rumour.atBlock } : {}),
    reactionBlocks,
  };
}
