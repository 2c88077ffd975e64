import type { CompareTreatment, Comparison } from "../analysis/compareSchema.ts";
import { compareChange } from "./compareFigure.ts";

/** `Makes worse: users' loss (+$1.2 M, 2 of 3 seeds).`, or that it does nothing. */
export function worseText(treatment: CompareTreatment, { metrics, seeds }: Comparison): string {
  const items = treatment.worseIn.flatMap((field) => {
    const metric = metrics.find((one) => one.field === field);
    const change = treatment.changes[field];
    if (metric === undefined || change === undefined) return [];
    const on = seeds.length === 1 ? "" : `, ${change.worse} of ${seeds.length} seeds`;
    return [`${lower(metric.label)} (${compareChange(change.median, metric.unit)}${on})`];
  });
  return items.length === 0 ? "Makes nothing worse." : `Makes worse: ${items.join(", ")}.`;
}

/** Within a sentence. */
export function lower(label: string): string {
  return `${label.charAt(0).toLowerCase()}${label.slice(1)}`;
}
