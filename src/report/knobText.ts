import type { Limit } from "../analysis/limitSchema.ts";
import { formatDecimal, parseDecimal } from "../units.ts";

/** A value of the knob as its user writes it: a decimal, or a percentage of it. */
export function knobText(value: string, shownAs: Limit["shownAs"]): string {
  return shownAs === "number" ? value : `${formatDecimal(parseDecimal(value, 18) * 100n, 18)}%`;
}
