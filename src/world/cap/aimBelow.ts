import { WAD } from "../../units.ts";

/**
 * Three thousandths: nobody opens nearer to the cap, and interest, premiums and what its vaults trade until the run begins
 * take it no further.
 */
const ROOM = (3n * WAD) / 1_000n;

/** The highest leverage at which anybody opens, of a cap on accounts; both [wad], down. */
export function aimBelow(limit: bigint): bigint {
  return (limit * (WAD - ROOM)) / WAD;
}
