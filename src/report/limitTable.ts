import pico from "picocolors";
import { compact, groupDigits, percentText } from "../../web/format.js";
import type { Limit, LimitPoint } from "../analysis/limitSchema.ts";
import { knobText } from "./knobText.ts";
import { type Colors, plainTable } from "./plainTable.ts";

/** What stands in a terminal at the end of a search: the curve with the limit in it, the finding, what to mind. */
export function limitTable(limit: Limit, reportPath: string, colors: Colors = pico): string {
  const isSingle = limit.seeds.length === 1;
  const paths = Object.keys(limit.curve[0]?.fields ?? {});
  const heads = [limit.knob, "Holds", ...(isSingle ? [] : ["Seeds"]), ...paths];
  const lines = limit.curve.flatMap((point) => {
    const answer = point.holds ? colors.green("yes") : colors.red("no");
    const seeds = isSingle ? [] : [percentText(point.share, 0)];
    const figures = paths.map((path) => spreadText(point.fields[path], isSingle));
    const line = [knobText(point.value, limit.shownAs), answer, ...seeds, ...figures];
    const isBefore = limit.limit?.from === point.value;
    return isBefore ? [line, [colors.cyan("— limit —"), ...line.slice(1).map(() => "")]] : [line];
  });
  const sections = [
    plainTable(heads, lines, colors),
    `${colors.bold(limit.until)}\n${limit.finding}`,
    limitNotes(limit).join("\n"),
    `Report  ${colors.cyan(reportPath)}`,
  ];
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}

/** What a reader must know beside the finding, a sentence each. */
export function limitNotes(limit: Limit): string[] {
  const { changes, shownAs, curve, runs, notConverged } = limit;
  const text = (value: string) => knobText(value, shownAs);
  const several = changes.length > 1 ? changes : [];
  const missing = Object.keys(curve[0]?.fields ?? {}).flatMap((path) => {
    const count = curve.reduce((sum, point) => sum + (point.fields[path]?.missing ?? 0), 0);
    return count === 0 ? [] : [`${path} is null in ${count} of ${runs} runs; a comparison with it is false there.`];
  });
  return [
    ...several.map(
      ({ from, to, holdsAt, refined }) =>
        `Between ${text(from)} and ${text(to)} it ${holdsAt === "from" ? "stops holding" : "begins to hold"}${refined ? " (narrowed down)" : ""}.`,
    ),
    ...(limit.refinedBecause === null ? [] : [limit.refinedBecause]),
    ...missing,
    ...(notConverged === 0 ? [] : [`${notConverged} of ${runs} runs did not converge.`]),
  ];
}

/** A figure at one value: alone, or its median with the lowest and the highest of the seeds. */
function spreadText(spread: LimitPoint["fields"][string] | undefined, isSingle: boolean): string {
  if (spread === undefined || spread.median === null || spread.low === null || spread.high === null) return "–";
  if (isSingle || spread.low === spread.high) return groupDigits(spread.median);
  return `${shortFigure(spread.median)} (${shortFigure(spread.low)} … ${shortFigure(spread.high)})`;
}

function shortFigure(decimal: string): string {
  return compact(Number(decimal));
}
