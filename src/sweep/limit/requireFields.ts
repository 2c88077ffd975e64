import { compareFigures } from "../../analysis/compareFigures.ts";
import type { Condition } from "../../analysis/condition/condition.ts";
import { placeIn } from "../../analysis/condition/conditionFault.ts";
import { fieldsOf } from "../../analysis/condition/fieldsOf.ts";
import { type Field, fieldAt } from "../../analysis/field.ts";
import { badInput } from "../../errors.ts";
import { didYouMean } from "../../scenario/nearest.ts";

/**
 * Refuses a condition of which a figure is absent from every summary so far, or is a word: `UNTIL_FIELD_ABSENT`, with
 * the names that are there. What is null, or lies beyond the end of a list, may exist in other runs.
 */
export function requireFields(text: string, condition: Condition, summaries: readonly object[]): void {
  for (const { path, at } of fieldsOf(condition)) {
    const faults = summaries.map((summary) => faultIn(summary, path));
    const first = faults[0];
    if (first === undefined || faults.includes(undefined)) continue;
    throw badInput("UNTIL_FIELD_ABSENT", first.message, { place: placeIn(text, at), hint: first.hint });
  }
}

function faultIn(summary: object, path: string): { message: string; hint: string } | undefined {
  const value = fieldAt(summary, path);
  if (typeof value === "string" && Number.isNaN(compareFigures(value, 0)))
    return { message: `"${path}" is a word, ${JSON.stringify(value)}.`, hint: "Figures are compared, words are not." };
  if (value !== undefined) return undefined;
  const parts = path.split(".");
  let reached = parts.length - 1;
  let around: Field = summary;
  for (; reached > 0; reached--) {
    around = fieldAt(summary, parts.slice(0, reached).join("."));
    if (around !== undefined) break;
  }
  if (reached === 0) around = summary;
  if (around === null || Array.isArray(around)) return undefined;
  const names = Object.keys(around as object);
  const missing = parts[reached] as string;
  const known = names.length === 0 ? "There is nothing there in this scenario." : `Known there: ${names.join(", ")}.`;
  return {
    message: `This scenario has no "${missing}" at "${parts.slice(0, reached).join(".")}".`,
    hint: `${didYouMean(missing, names)}${known}`,
  };
}
