import { abs, WAD } from "../../units.ts";
import { mulDivUp } from "../mulDiv.ts";
import { clamp } from "./rounding.ts";
import type { MarginTerms } from "./terms.ts";

/** Initial margin ratio of a position before open interest raises it, rounded up. [wad] */
export function marginRatio(terms: MarginTerms, size: bigint, skewScale: bigint): bigint {
  return terms.initialRatio + mulDivUp(terms.initialSlope, abs(size), skewScale);
}

/** How far open interest of `value` (quote, the larger side's) has come from lower to upper bound, rounded up. [wad] */
export function openInterestShare(terms: MarginTerms, value: bigint): bigint {
  const { openInterestLower: lower, openInterestUpper: upper } = terms;
  if (upper === 0n || value <= lower) return 0n;
  if (value >= upper) return WAD;
  return clamp(mulDivUp(value - lower, WAD, upper - lower), 0n, WAD);
}

/** The ratio raised toward 100 % by `share` (wad), rounded up; one that is there already stays. [wad] */
export function raisedRatio(ratio: bigint, share: bigint): bigint {
  return ratio >= WAD ? ratio : ratio + mulDivUp(share, WAD - ratio, WAD);
}
