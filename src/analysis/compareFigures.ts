import { FaultlineError } from "../errors.ts";
import { parseDecimal } from "../units.ts";

/** A single figure of a summary: an amount as a decimal string, a ratio, a count, a yes or no. */
export type Figure = string | number | boolean | null;

/** Decimals kept of two figures, so that they compare exactly. */
export const FIGURE_DIGITS = 40;

/** −1, 0 or 1, exactly; NaN where one is missing, is no number, or is a yes or no beside a number. */
export function compareFigures(a: Figure, b: Figure): number {
  if (typeof a === "boolean" && typeof b === "boolean") return Number(a) - Number(b);
  const [left, right] = [decimalOf(a), decimalOf(b)];
  if (left === undefined || right === undefined) return Number.NaN;
  return left < right ? -1 : left > right ? 1 : 0;
}

function decimalOf(figure: Figure): bigint | undefined {
  if (figure === null || typeof figure === "boolean") return undefined;
  try {
    return parseDecimal(figure, FIGURE_DIGITS);
  } catch (error) {
    if (error instanceof FaultlineError && error.code === "UNIT_NOT_A_NUMBER") return undefined;
    throw error;
  }
}
