import { badInput } from "../../errors.ts";
import type { Scenario } from "../schema.ts";
import { type PlaceOf, requireAsset } from "./listed.ts";

/** Pools of two listed assets, each pair once a fee tier, with depths that fit each other. */
export function checkPools(scenario: Scenario, placeOf: PlaceOf): void {
  const seen = new Map<string, number>();
  for (const [index, pool] of scenario.pools.entries()) {
    const place = (...path: string[]) => placeOf(["pools", index, ...path]);
    requireAsset(scenario, pool.base, place("base"));
    requireAsset(scenario, pool.quote, place("quote"));
    if (pool.base === pool.quote) {
      throw badInput("POOL_OF_ONE", `A pool needs two assets, not ${pool.base} twice.`, {
        place: place("quote"),
        hint: "base is priced in quote.",
      });
    }
    const pair = `${[pool.base, pool.quote].sort().join("/")} at ${pool.feeTier}${pool.kind === undefined ? "" : ` of ${pool.kind}`}`;
    if (seen.has(pair)) {
      throw badInput("POOL_TWICE", `The pool ${pair} is listed twice.`, {
        place: place(),
        hint: `It is also item ${seen.get(pair)}; a second pool of a pair needs another feeTier.`,
      });
    }
    seen.set(pair, index);
    if ("within2PercentUsd" in pool.depth && pool.depth.within10PercentUsd <= pool.depth.within2PercentUsd) {
      throw badInput("DEPTH_INCONSISTENT", "The depth within 10 % must be larger than the depth within 2 %.", {
        place: place("depth", "within10PercentUsd"),
        hint: "The 10 % figure includes the 2 % one.",
      });
    }
  }
}
