import { above } from "./basisPosition.ts";
import { type BasisVenue, unlessRefused } from "./basisVenue.ts";
import { stakeBalance, stakeSupplied, stakeWithdrawn } from "./reserveStake.ts";

/** Parked, and can be called back now. [asset] */
export function reachableDown({ parked, arithmetic }: BasisVenue): bigint {
  return parked === null ? 0n : min(stakeBalance(parked, arithmetic), parked.cash);
}

/** Makes `wanted` idle, as far as the pool has cash; `held` is at most `wanted`. */
export function bringBack(venue: BasisVenue, wanted: bigint): { venue: BasisVenue; held: bigint } {
  const missing = min(above(wanted, venue.idle), reachableDown(venue));
  const after = missing === 0n ? venue : calledBack(venue, missing);
  return { venue: after, held: min(after.idle, wanted) };
}

/** Calls `amount` back from the pool, or throws its refusal. */
export function calledBack(venue: BasisVenue, amount: bigint): BasisVenue {
  if (venue.parked === null) return venue;
  const parked = stakeWithdrawn(venue.parked, amount, venue.arithmetic);
  return { ...venue, parked, idle: venue.idle + amount };
}

/** Brings what is parked to `aimed` as far as the pool allows; where it refuses, nothing happens. */
export function park(venue: BasisVenue, aimed: bigint): BasisVenue {
  const { parked, arithmetic, idle } = venue;
  if (parked === null) return venue;
  const balance = stakeBalance(parked, arithmetic);
  if (balance < aimed) {
    const amount = min(aimed - balance, idle);
    if (amount === 0n) return venue;
    const after = unlessRefused(() => stakeSupplied(parked, amount, arithmetic));
    return after === null ? venue : { ...venue, parked: after, idle: idle - amount };
  }
  const amount = min(balance - aimed, reachableDown(venue));
  return amount === 0n ? venue : (unlessRefused(() => calledBack(venue, amount)) ?? venue);
}

function min(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
