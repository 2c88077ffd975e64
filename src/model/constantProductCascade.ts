import { WAD } from "../units.ts";
import { expWad, lnWad } from "./transcendental.ts";

// A cascade on one constant product pool without fees: an instant log shock e, the pool arbitraged first, then forced
// sales of ρ·T dollars received while the total log fall goes to T. With the quote reserve y and the branching ratio
// n = 2ρ/y at the start, T solves e^(−e/2) − e^(−T/2) = n·T/2. All wads.

/** The log shock above which the cascade does not stop, for n in (0, 1): `−2·ln(n(1 − ln n))`. */
export function runawayThreshold(ratio: bigint): bigint {
  return -2n * lnWad((ratio * (WAD - lnWad(ratio))) / WAD);
}

/** The total log fall T ≥ e, by bisection to 10⁻¹⁷; null when it runs away. */
export function totalFall(shock: bigint, ratio: bigint): bigint | null {
  if (ratio <= 0n) return shock;
  const reserveLeft = expWad(-shock / 2n);
  // What the pool still pays on the way to `fall`, less what is sold: falls from the shock on while it is solvable.
  const excess = (fall: bigint) => expWad(-fall / 2n) + (ratio * fall) / (2n * WAD) - reserveLeft;

  // The excess is least where the pool's depth has shrunk to meet the sales: beyond it nothing stops the fall.
  const turn = -2n * lnWad(ratio);
  if (turn < shock || excess(turn) > 0n) return null;
  let low = shock;
  let high = turn;
  while (high - low > 10n) {
    const middle = (low + high) / 2n;
    if (excess(middle) > 0n) low = middle;
    else high = middle;
  }
  return high;
}
