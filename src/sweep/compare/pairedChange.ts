import { FIGURE_DIGITS } from "../../analysis/compareFigures.ts";
import type { Change } from "../../analysis/compareSchema.ts";
import { formatDecimal, parseDecimal } from "../../units.ts";
import { spreadOf } from "../limit/spreadOf.ts";

/** A figure of one run; null where it is not defined. */
type Known = string | number | null;

/** Difference of each pair (the same seed under the treatment and in the base), and its spread, exactly. */
export function pairedChange(treated: readonly Known[], base: readonly Known[]): Change {
  const gaps = treated.map((figure, i) => gapOf(figure, base[i] ?? null));
  const known = gaps.filter((gap) => gap !== null);
  return {
    ...spreadOf(gaps.map((gap) => (gap === null ? null : formatDecimal(gap, FIGURE_DIGITS)))),
    better: known.filter((gap) => gap < 0n).length,
    worse: known.filter((gap) => gap > 0n).length,
  };
}

function gapOf(treated: Known, base: Known): bigint | null {
  if (treated === null || base === null) return null;
  return parseDecimal(treated, FIGURE_DIGITS) - parseDecimal(base, FIGURE_DIGITS);
}
