import { groupDigits } from "../../web/format.js";
import type { Limit } from "../analysis/limitSchema.ts";
import { formatDecimal, parseDecimal } from "../units.ts";

/** A value of the knob so that it can be typed again: a decimal with commas, or a percentage. */
export function knobText(value: string, shownAs: Limit["shownAs"]): string {
  const text = shownAs === "number" ? value : `${formatDecimal(parseDecimal(value, 18) * 100n, 18)}%`;
  return groupDigits(text).replace("−", "-");
}
