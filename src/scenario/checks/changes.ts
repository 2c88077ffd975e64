import { badInput } from "../../errors.ts";
import { WAD } from "../../units.ts";
import type { Scenario } from "../schema.ts";
import { type PlaceIn, type PlaceOf, requireAsset, requireVault } from "./listed.ts";
import { checkShareOracle } from "./vaults.ts";

/** As old as a capped-ratio feed wants a snapshot at least. [seconds] */
const SNAPSHOT_AGE = 7 * 86_400;

/** Changes of what the lab can change, in the run. */
export function checkChanges(scenario: Scenario, placeOf: PlaceOf): void {
  for (const [i, change] of scenario.changes.entries()) {
    const place: PlaceIn = (...keys) => placeOf(["changes", i, ...keys]);
    if (change.atBlock === 0) {
      throw badInput("PATH_TOO_EARLY", "The lab changes things from block 1 on; block 0 shows the start.", {
        place: place("atBlock"),
        hint: "State what holds at the start under assets.",
      });
    }
    if (change.kind === "shareOracle") {
      requireVault(scenario, change.vault, place("vault"));
      checkShareOracle(scenario, change.vault, change.oracle, (...keys) => place("oracle", ...keys));
      continue;
    }
    requireAsset(scenario, change.asset, place("asset"));
    const staked = scenario.assets[change.asset]?.staked;
    if (staked === undefined) {
      throw badInput("CHANGE_NOT_OF_STAKED", `${change.asset} is not staked: it has no ratio that could change.`, {
        place: place("asset"),
        hint: "Name an asset that has staked.",
      });
    }
    if (change.kind === "slash") {
      if (change.loss > 0n && change.loss < WAD) continue;
      throw badInput("SLASH_OUT_OF_REACH", "A slash takes more than 0% and less than 100%.", {
        place: place("loss"),
        hint: "A token that stands for nothing has no price.",
      });
    }
    if (staked.cappedGrowthPerYear === undefined) {
      throw badInput("CAP_MISSING", `The ratio of ${change.asset} is not capped.`, {
        place: place("asset"),
        hint: `Give assets.${change.asset}.staked a cappedGrowthPerYear.`,
      });
    }
    if (change.snapshotAgeSeconds >= SNAPSHOT_AGE) continue;
    throw badInput("SNAPSHOT_TOO_YOUNG", "A capped-ratio feed takes no snapshot that is younger than a week.", {
      place: place("snapshotAgeSeconds"),
      hint: `It must be at least ${SNAPSHOT_AGE}.`,
    });
  }
}
