import { FIGURE_DIGITS, type Figure } from "../../analysis/compareFigures.ts";
import type { LimitPoint } from "../../analysis/limitSchema.ts";
import { formatDecimal, parseDecimal } from "../../units.ts";

type Spread = LimitPoint["fields"][string];

/** Median, lowest and highest of a figure over runs, exactly; a yes counts as 1, a no as 0, what is missing apart. */
export function spreadOf(figures: readonly Figure[]): Spread {
  const known = figures.filter((figure) => figure !== null);
  const scaled = known.map((figure) =>
    parseDecimal(typeof figure === "boolean" ? Number(figure) : figure, FIGURE_DIGITS),
  );
  const sorted = scaled.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const missing = figures.length - known.length;
  const [low, high] = [sorted[0], sorted.at(-1)];
  if (low === undefined || high === undefined) return { median: null, low: null, high: null, missing };

  const middle = (sorted.length - 1) / 2;
  const [under, over] = [sorted[Math.floor(middle)] as bigint, sorted[Math.ceil(middle)] as bigint];
  // Twice the median is whole; a digit more than either has holds its half.
  const median = formatDecimal((under + over) * 5n, FIGURE_DIGITS + 1);
  return { median, low: formatDecimal(low, FIGURE_DIGITS), high: formatDecimal(high, FIGURE_DIGITS), missing };
}
