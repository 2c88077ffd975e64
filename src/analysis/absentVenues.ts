import type { Summary } from "./summary.ts";

const NONE = "0.00";

/** Figures of venues that a lending economy does not have: nothing happened in them. */
export function absentVenues(): Pick<Summary, "perps" | "vaults"> {
  return {
    perps: {
      adlCount: 0,
      adlUsd: NONE,
      insuranceFundStartUsd: NONE,
      insuranceFundEndUsd: NONE,
      shortfall: { insurance: NONE, adl: NONE, pool: NONE, uncovered: NONE },
    },
    vaults: {},
  };
}
