import type { IgnitionModuleBuilder } from "@nomicfoundation/ignition-core";
import type { Scenario } from "../../../src/scenario/schema.ts";
import type { Futures } from "../futures.ts";

/** Through what accounts of each venue that keeps margins are measured, by the venue's name. */
export function marginViews(m: IgnitionModuleBuilder, { perps }: Scenario): Futures {
  const views: Futures = { "view lending": m.contract("LendingMargin") };
  return perps === undefined ? views : { ...views, "view perps": m.contract("PerpMargin") };
}
