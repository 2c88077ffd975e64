import { FaultlineError } from "../errors.ts";
import { abs, formatDecimal, WAD } from "../units.ts";

const RATIO_UNIT = 10n ** 6n;

/** USD [wad] as the summary prints it: two decimals, half away from zero. */
export function usdFigure(usd: bigint): string {
  return formatDecimal(usd, 18, 2);
}

/** `numerator ÷ denominator` to six decimals, half away from zero, as the nearest number. The denominator is positive. */
export function ratioFigure(numerator: bigint, denominator: bigint): number {
  const magnitude = (2n * abs(numerator) * RATIO_UNIT + denominator) / (2n * denominator);
  return Number(formatDecimal(numerator < 0n ? -magnitude : magnitude, 6));
}

/** A wad as a number with six decimals. */
export function wadFigure(wad: bigint): number {
  return ratioFigure(wad, WAD);
}

/** The part of the trace that a figure rests on, or `TRACE_INCOMPLETE` if it is missing. */
export function required<T>(part: T | undefined, what: string): T {
  if (part !== undefined) return part;
  throw new FaultlineError("TRACE_INCOMPLETE", `The trace holds no ${what}.`, {
    hint: "A run that was interrupted has no summary.",
  });
}
