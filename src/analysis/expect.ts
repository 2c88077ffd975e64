import { badInput, FaultlineError } from "../errors.ts";
import type { Scenario } from "../scenario/schema.ts";
import { parseDecimal } from "../units.ts";
import { fieldAt } from "./field.ts";
import { isPossibleField } from "./possibleField.ts";
import type { Summary } from "./summary.ts";

type Bound = Scenario["expect"][string];
type Figure = string | number | boolean | null;

/** Decimals kept of a figure and its bound, so that the two compare exactly. */
const DIGITS = 40;

/**
 * What of the scenario's `expect` does not hold, a sentence each; empty when all of it does. A figure that is null
 * meets no bound. `EXPECT_FIELD_UNKNOWN` for a path that names no figure of the summary.
 */
export function failedExpectations(summary: Summary, expect: Scenario["expect"]): string[] {
  return Object.entries(expect).flatMap(([field, bound]) => failuresOf(field, figureAt(summary, field), bound));
}

/** Refuses, before a run, an `expect` whose path no summary can have: `EXPECT_FIELD_UNKNOWN`. */
export function checkExpectedFields(expect: Scenario["expect"]): void {
  const unknown = Object.keys(expect).find((field) => !isPossibleField(field));
  if (unknown !== undefined) throw unknownField(unknown);
}

function failuresOf(field: string, figure: Figure, { min, max, is }: Bound): string[] {
  const failures: string[] = [];
  if (is !== undefined && !isSame(figure, is)) failures.push(`${field} is ${figure}, not ${is}.`);
  const order = (bound: number) => compare(figure, bound);
  if (min !== undefined && !(order(min) >= 0)) failures.push(`${field} is ${figure}, not at least ${min}.`);
  if (max !== undefined && !(order(max) <= 0)) failures.push(`${field} is ${figure}, not at most ${max}.`);
  return failures;
}

function isSame(figure: Figure, wanted: number | boolean): boolean {
  return typeof wanted === "boolean" ? figure === wanted : compare(figure, wanted) === 0;
}

/** −1, 0 or 1, and NaN for what is no number. */
function compare(figure: Figure, bound: number): number {
  if (figure === null || typeof figure === "boolean") return Number.NaN;
  try {
    const gap = parseDecimal(figure, DIGITS) - parseDecimal(bound, DIGITS);
    return gap < 0n ? -1 : gap > 0n ? 1 : 0;
  } catch (error) {
    if (error instanceof FaultlineError && error.code === "UNIT_NOT_A_NUMBER") return Number.NaN;
    throw error;
  }
}

function figureAt(summary: Summary, field: string): Figure {
  const value = fieldAt(summary, field);
  if (value === undefined || (typeof value === "object" && value !== null)) throw unknownField(field);
  return value;
}

function unknownField(field: string): FaultlineError {
  return badInput("EXPECT_FIELD_UNKNOWN", `The summary has no figure "${field}".`, {
    place: { key: `expect.${field}` },
    hint: "docs/summary.schema.json lists them; a path looks like liquidations.count or prices.WETH.low.",
  });
}
