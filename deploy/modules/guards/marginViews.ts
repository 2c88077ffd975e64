import type { IgnitionModuleBuilder } from "@nomicfoundation/ignition-core";
import type { Scenario } from "../../../src/scenario/schema.ts";
import { venuesOf } from "../../../src/scenario/venuesOf.ts";
import type { Futures } from "../futures.ts";

const VIEWS = { lending: "LendingMargin", perps: "PerpMargin" } as const;

/** Through what accounts of each venue that keeps margins are measured, by the venue's name. */
export function marginViews(m: IgnitionModuleBuilder, scenario: Scenario): Futures {
  const futures: Futures = {};
  for (const [venue, contract] of Object.entries(VIEWS))
    if (venuesOf(scenario).includes(venue)) futures[`view ${venue}`] = m.contract(contract);
  return futures;
}
