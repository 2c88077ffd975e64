import pico from "picocolors";
import type { CompareArm, CompareMetric, CompareTreatment, Comparison } from "../analysis/compareSchema.ts";
import { compareChange, compareFigure, compareRange } from "./compareFigure.ts";
import { worseText } from "./compareWords.ts";
import { type Colors, plainTable } from "./plainTable.ts";

/** Treatments side by side in one table, with the base, where they fit. */
const MOST_COLUMNS = 3;
const WIDTH = 100;
const NAME_WIDTH = 17;
const NONE = { low: null, high: null };

/** What stands in a terminal at the end of a comparison: figures by treatment, what each makes worse, the report. */
export function compareText(result: Comparison, reportPath: string, colors: Colors = pico): string {
  const { treatments, seeds } = result;
  const tables = tablesOf(result, MOST_COLUMNS, colors);
  const words = treatments.map(
    (treatment) => `${colors.bold(treatment.name)}\n${indented(worseText(treatment, result))}`,
  );
  const reading =
    seeds.length === 1
      ? `Seed ${seeds[0]}; in brackets the change from the base.`
      : `Medians of seeds ${seeds[0]} to ${seeds.at(-1)}; in brackets the median change from the base on the same seed.\nBelow, the lowest and the highest of the seeds.`;
  const sections = [...tables, colors.dim(reading), words.join("\n"), warnings(result).map(colors.red).join("\n")];
  return `${[...sections, `Report  ${colors.cyan(reportPath)}`].filter(Boolean).join("\n\n")}\n`;
}

/** As many treatments a table as fit, at most `columns`. */
function tablesOf(result: Comparison, columns: number, colors: Colors): string[] {
  const { length } = result.treatments;
  const each = Math.ceil(length / Math.ceil(length / columns));
  const starts = result.treatments.flatMap((_, i) => (i % each === 0 ? [i] : []));
  const draw = (paint: Colors) => starts.map((at) => table(result, result.treatments.slice(at, at + each), paint));
  const widest = Math.max(
    ...draw(pico.createColors(false)).flatMap((text) => text.split("\n").map((line) => line.length)),
  );
  return widest > WIDTH && columns > 1 ? tablesOf(result, columns - 1, colors) : draw(colors);
}

function table({ metrics, base }: Comparison, treatments: readonly CompareTreatment[], colors: Colors): string {
  const arms = [base, ...treatments];
  const shown = metrics.filter(({ isHeadline }) => isHeadline);
  const lines = shown.flatMap((metric) => {
    const figures = arms.map((arm, i) => figureText(metric, arm, treatments[i - 1], colors));
    const ranges = arms.map((arm) => compareRange(arm.figures[metric.field] ?? NONE, metric.unit));
    const isSame = ranges.every((range) => range === "");
    return [[metric.label, ...figures], ...(isSame ? [] : [["", ...ranges.map((range) => colors.dim(range))]])];
  });
  const firstCost = lines.findIndex(([label]) => shown.find((one) => one.label === label)?.kind === "cost");
  const cost = [colors.dim("Cost of the control"), ...arms.map(() => "")];
  if (firstCost >= 0) lines.splice(firstCost, 0, cost);
  return plainTable(["", ...arms.map(({ name }) => wrapped(name))], lines, colors);
}

/** A figure with its change from the base, where that is one to speak of. */
function figureText(metric: CompareMetric, arm: CompareArm, treatment: CompareTreatment | undefined, colors: Colors) {
  const { field, unit } = metric;
  const text = compareFigure(arm.figures[field]?.median, unit);
  const change = `(${compareChange(treatment?.changes[field]?.median, unit)})`;
  if (treatment?.worseIn.includes(field)) return `${text} ${colors.red(change)}`;
  return treatment?.betterIn.includes(field) ? `${text} ${colors.green(change)}` : text;
}

/** A long name in lines, broken behind its joints. */
function wrapped(name: string): string {
  const lines: string[] = [""];
  for (const part of name.split(/(?<=[-+.])/).flatMap((one) => one.match(/.{1,17}/g) ?? [])) {
    const line = lines.at(-1) ?? "";
    if (line.length + part.length > NAME_WIDTH) lines.push(part);
    else lines[lines.length - 1] = line + part;
  }
  return lines.join("\n");
}

/** In lines of the table's width, set in by two. */
function indented(text: string): string {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const line = lines.at(-1);
    if (line === undefined || line.length + 1 + word.length > WIDTH) lines.push(`  ${word}`);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines.join("\n");
}

function warnings({ base, treatments, seeds }: Comparison): string[] {
  return [base, ...treatments].flatMap(({ name, notConverged }) =>
    notConverged === 0 ? [] : [`${name}: ${notConverged} of ${seeds.length} runs did not converge.`],
  );
}
