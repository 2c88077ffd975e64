import { badInput, FaultlineError } from "../errors.ts";
import type { Scenario } from "../scenario/schema.ts";
import { parseDecimal } from "../units.ts";
import { fieldAt } from "./field.ts";
import { ratioFigure } from "./figures.ts";
import type { Summary } from "./summary.ts";

/** Figures of a replay that are no field of the summary, by the name `compare` calls them. */
export type Extras = Readonly<Record<string, string | number>>;

/** Decimals kept of either side: more than any recorded figure has. */
const DIGITS = 40;

/**
 * Each entry of the scenario's `compare` beside the run's own figure: `(simulated − recorded) ÷ recorded`, to six
 * decimals; null where either is no number or the recorded one is zero. Throws `COMPARE_FIELD_UNKNOWN`.
 */
export function comparison(
  summary: Omit<Summary, "comparison">,
  compare: Scenario["compare"],
  extras: Extras,
): Summary["comparison"] {
  return compare.map(({ metric, field, recorded, source }) => {
    const value = Object.hasOwn(extras, field) ? extras[field] : fieldAt(summary, field);
    if (value === undefined || (typeof value === "object" && value !== null)) throw unknown(field, extras);
    const simulated = String(value);
    return { metric, simulated, recorded: String(recorded), error: relative(simulated, String(recorded)), source };
  });
}

function relative(simulated: string, recorded: string): number | null {
  const ours = numberOrNone(simulated);
  const theirs = numberOrNone(recorded);
  if (ours === undefined || theirs === undefined || theirs === 0n) return null;
  return ratioFigure(theirs < 0n ? theirs - ours : ours - theirs, theirs < 0n ? -theirs : theirs);
}

function numberOrNone(text: string): bigint | undefined {
  try {
    return parseDecimal(text, DIGITS);
  } catch (error) {
    if (error instanceof FaultlineError && error.code === "UNIT_NOT_A_NUMBER") return undefined;
    throw error;
  }
}

function unknown(field: string, extras: Extras): FaultlineError {
  const named = Object.keys(extras);
  return badInput("COMPARE_FIELD_UNKNOWN", `There is no figure "${field}" to compare with.`, {
    place: "compare",
    hint: `A path into summary.json, such as liquidations.count${named.length === 0 ? "" : `, or ${named.join(", ")}`}.`,
  });
}
