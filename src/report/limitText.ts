import pico from "picocolors";
import { percentText } from "../../web/format.js";
import type { Limit } from "../analysis/limitSchema.ts";
import { knobText } from "./knobText.ts";
import { limitNotes } from "./limitNotes.ts";
import { type Colors, plainTable } from "./plainTable.ts";
import { spreadText } from "./spreadText.ts";

/** What stands in a terminal at the end of a search: the curve with the limit in it, the finding, what to mind. */
export function limitText(limit: Limit, reportPath: string, colors: Colors = pico): string {
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
