import type { DepositorConfig } from "../scenario/schema.ts";
import type { Random } from "./random.ts";
import type { RunRule } from "./world.ts";

/** Draws whether a holder of a group may run from a vault, and on what; undefined for one that stays. */
export function runRuleOf(vault: string, run: DepositorConfig["run"], random: Random): RunRule | undefined {
  const [may, hears] = [random.wad(), random.wad()];
  if (run === undefined || may >= run.share) return undefined;
  const { sharePriceLoss, utilisation, rumour, reactionBlocks } = run;
  return {
    vault,
    ...(sharePriceLoss === undefined ? {} : { sharePriceLoss }),
    ...(utilisation === undefined ? {} : { utilisation }),
    ...(rumour !== undefined && hears < rumour.share ? { rumourAt: rumour.atBlock } : {}),
    reactionBlocks,
  };
}
