import { WAD } from "../../../src/units.ts";

/** What a share in a circle counts for, and how far its solution may be off: no scenario has a circle of vaults. [wad] */
const CIRCLES = { haircut: WAD / 5n, bound: WAD / 1_000n };

/** The registry's `GuardTypes.Terms`, with what it stored lasting `maxAge` seconds. */
export function registryTerms(maxAge: number) {
  return { maxAge, ...CIRCLES };
}
