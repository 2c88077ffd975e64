import type { CapConfig } from "../../../src/scenario/capSchema.ts";
import { WAD } from "../../../src/units.ts";

/** How far a circle's solution may be off. Vaults of a scenario stand in no circle, so none is ever submitted. [wad] */
const BOUND = WAD / 1_000n;

/** The registry's `GuardTypes.Terms`, with what it stored lasting `maxAge` seconds. */
export function registryTerms({ haircut }: CapConfig, maxAge: number) {
  return { maxAge, haircut, bound: BOUND };
}
