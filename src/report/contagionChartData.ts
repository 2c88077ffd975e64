import type { ContagionEvent } from "../analysis/contagionEvent.ts";
import type { BlockRow } from "../trace/row.ts";
import type { CollectedRows } from "./collectRows.ts";

/** The chart of forced events: one point a column, venue, kind, and whether the events were direct. Amounts in USD. */
export interface ContagionChartData {
  venues: string[];
  points: [column: number, venue: number, kind: ContagionEvent["kind"], direct: boolean, count: number, usd: number][];
}

/** Null without vaults; `width` blocks make a column. */
export function contagionChartData(rows: CollectedRows, venues: string[], width: number): ContagionChartData | null {
  if (rows.vaults.states.length === 0) return null;
  const columns = new Map(rows.blocks.map((row: BlockRow, index) => [row.block, Math.floor(index / width)]));
  const points = new Map<string, ContagionChartData["points"][number]>();
  for (const { block, venue, kind, direct, usd } of rows.vaults.events) {
    const [column, line] = [columns.get(block), venues.indexOf(venue)];
    if (column === undefined || line === -1) continue;
    const key = `${column} ${line} ${kind} ${direct}`;
    const point = points.get(key) ?? [column, line, kind, direct, 0, 0];
    points.set(key, [column, line, kind, direct, point[4] + 1, point[5] + Number(usd / 10n ** 16n) / 100]);
  }
  return { venues, points: [...points.values()] };
}
