import { compareFigures, type Figure } from "../../analysis/compareFigures.ts";
import type { Condition } from "../../analysis/condition/condition.ts";
import { fieldsOf } from "../../analysis/condition/fieldsOf.ts";
import { meets } from "../../analysis/condition/meets.ts";
import { fieldAt } from "../../analysis/field.ts";
import type { LimitPoint } from "../../analysis/limitSchema.ts";
import type { JobResult } from "../job.ts";
import { spreadOf } from "./spreadOf.ts";

/** What was learnt at one value of the knob. */
export type ValueAnswer = Omit<LimitPoint, "value">;

/** Whether a condition holds over the runs of one value, and what became of the figures that it names. */
export function answerOf(condition: Condition, results: readonly JobResult[], areKept: boolean): ValueAnswer {
  const paths = fieldsOf(condition).map(({ path }) => path);
  const runs = results.map(({ job, summary, folder }) => ({
    seed: job.seed,
    holds: meets(summary, condition),
    converged: summary.converged,
    figures: Object.fromEntries(paths.map((path) => [path, figureAt(summary, path)])),
    folder: areKept ? folder : null,
  }));
  const held = runs.filter(({ holds }) => holds).length;
  return {
    holds: held === runs.length,
    share: Math.round((held / runs.length) * 1e6) / 1e6,
    fields: Object.fromEntries(paths.map((path) => [path, spreadOf(runs.map(({ figures }) => figures[path] ?? null))])),
    runs,
  };
}

/** A word is no figure, as in a comparison. */
function figureAt(summary: object, path: string): Figure {
  const value = fieldAt(summary, path);
  if (value === undefined || typeof value === "object") return null;
  return typeof value === "string" && Number.isNaN(compareFigures(value, 0)) ? null : value;
}
