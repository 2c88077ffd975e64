import { FaultlineError } from "../../errors.ts";
import { BPS } from "../../units.ts";
import { debtValueRounding } from "../account.ts";
import { mulDiv, mulDivDown } from "../mulDiv.ts";
import { percentMulDown, percentMulHalfUp } from "../percent.ts";
import { isSince } from "../rules.ts";
import { type LoopVenue, positionAt, supplied, withdrawn } from "./loopVenue.ts";

/** What the pool's rounding of a scaled amount may cost. */
const ROUNDING = 2n;

/** Makes `wanted` of collateral idle as far as cash and a health factor of 1 allow; `held` is at most `wanted`. */
export function bring(venue: LoopVenue, wanted: bigint): { venue: LoopVenue; held: bigint } {
  if (venue.idle >= wanted) return { venue, held: wanted };
  const missing = min(wanted - venue.idle, withdrawableDown(venue, false));
  const after = missing === 0n ? venue : withdrawn(venue, missing);
  return { venue: after, held: min(after.idle, wanted) };
}

/** Brings idle collateral to `aimed` as far as the pool allows; where it refuses, nothing happens. */
export function settleIdle(venue: LoopVenue, aimed: bigint): LoopVenue {
  const { idle } = venue;
  if (idle > aimed) return orAsBefore(venue, () => supplied(venue, idle - aimed));
  const missing = min(aimed - idle, withdrawableDown(venue, true));
  return missing === 0n ? venue : orAsBefore(venue, () => withdrawn(venue, missing));
}

/** What could be withdrawn now: within the LTV, or at a health factor of 1. The vault's own is its only collateral. */
export function withdrawableDown(venue: LoopVenue, withinLtv: boolean): bigint {
  const { supply, pair } = venue;
  const limit = min(positionAt(venue).supplied, supply.cash);
  const { collateral, debt } = values(venue);
  if (debt === 0n) return limit;
  const ratio = withinLtv ? venue.ltv : venue.threshold;
  const surplus = mulDivDown(saturating(mulDivDown(collateral, ratio, BPS) - debt - 1n), BPS, ratio);
  return min(limit, saturating(mulDivDown(surplus, pair.collateralUnit, pair.collateralPrice) - ROUNDING));
}

/** What more the vault may borrow, two units of rounding left out. [debt asset] */
export function borrowableDown(venue: LoopVenue): bigint {
  const { pair, ltv, arithmetic } = venue;
  const { collateral, debt } = values(venue);
  const capacity = (isSince(arithmetic, "aave-v3.5") ? percentMulDown : percentMulHalfUp)(collateral, ltv);
  const value = saturating(saturating(capacity - debt) - 1n);
  return saturating(mulDivDown(value, pair.debtUnit, pair.debtPrice) - ROUNDING);
}

/** As the pool counts the account. [base currency] */
function values(venue: LoopVenue): { collateral: bigint; debt: bigint } {
  const { pair, arithmetic } = venue;
  const { supplied: has, debt: owes } = positionAt(venue);
  return {
    collateral: mulDivDown(has, pair.collateralPrice, pair.collateralUnit),
    debt: mulDiv(owes, pair.debtPrice, pair.debtUnit, debtValueRounding(arithmetic)),
  };
}

function orAsBefore(venue: LoopVenue, act: () => LoopVenue): LoopVenue {
  try {
    return act();
  } catch (error) {
    if (error instanceof FaultlineError) return venue;
    throw error;
  }
}

function min(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function saturating(value: bigint): bigint {
  return value > 0n ? value : 0n;
}
