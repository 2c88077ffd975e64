import Table from "cli-table3";
import type pico from "picocolors";

/** Who paints text for a terminal; one that paints nothing where there is none. */
export type Colors = ReturnType<typeof pico.createColors>;

/** A table without rules, under dim heads; the first column to the left, figures to the right. */
export function plainTable(heads: string[], lines: string[][], colors: Colors): string {
  const none = ["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"];
  const rules = [...none, "left", "left-mid", "mid", "mid-mid", "right", "right-mid", "middle"];
  const table = new Table({
    head: heads.map((text) => colors.dim(text)),
    colAligns: heads.map((_, index) => (index === 0 ? "left" : "right")),
    chars: Object.fromEntries(rules.map((name) => [name, ""])),
    style: { head: [], border: [], "padding-left": 0, "padding-right": 2 },
  });
  table.push(...lines);
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}
