import { badInput, type FaultlineError } from "../errors.ts";
import type { Scenario } from "../scenario/schema.ts";
import { compareFigures, type Figure } from "./compareFigures.ts";
import { fieldAt } from "./field.ts";
import { isPossibleField } from "./possibleField.ts";
import type { Summary } from "./summary.ts";

type Bound = Scenario["expect"][string];

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
  if (is !== undefined && compareFigures(figure, is) !== 0) failures.push(`${field} is ${figure}, not ${is}.`);
  const order = (bound: number) => compareFigures(figure, bound);
  if (min !== undefined && !(order(min) >= 0)) failures.push(`${field} is ${figure}, not at least ${min}.`);
  if (max !== undefined && !(order(max) <= 0)) failures.push(`${field} is ${figure}, not at most ${max}.`);
  return failures;
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
