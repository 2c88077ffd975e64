import { isHalted } from "../analysis/isHalted.ts";
import type { ControlRow } from "../trace/guardRow.ts";
import type { BlockRow } from "../trace/row.ts";
import type { CollectedRows } from "./collectRows.ts";
import { controlWord } from "./controlWords.ts";
import { thinLast } from "./thin.ts";

/** The charts of the controls; a lane is a control that did something, or the last for halts. Amounts in USD. */
export interface ControlChartData {
  lanes: string[];
  /** Tries that were refused in a column and what they were about, one point a lane. */
  refusals: [column: number, lane: number, tries: number, usd: number][];
  trips: [column: number, lane: number, event: string, where: string][];
  /** By column: the places where a halt, stop or pause is in force as any block of it ends; null where none is. */
  halts: (string | null)[];
  /** By throttle, what may still be seized at the end of a column. */
  room: Record<string, (number | null)[]>;
}

/** Null where no control is switched on; `width` blocks make a column. */
export function controlChartData(
  { blocks, controls }: CollectedRows,
  active: readonly string[],
  width: number,
): ControlChartData | null {
  if (active.length === 0) return null;
  const columns = new Map(blocks.map((row, index) => [row.block, Math.floor(index / width)]));
  const trips = controls.trips.filter(({ event }) => event !== "loss");
  const seen = new Set([...trips, ...controls.refusals].map(({ control }) => control));
  const lanes = active.filter((control) => seen.has(control as never));
  const points = new Map<string, ControlChartData["refusals"][number]>();
  for (const { block, control, tries: blocksLong, volumeUsd } of controls.refusals) {
    const lane = lanes.indexOf(control);
    for (let i = 0; i < blocksLong; i++) {
      const column = columns.get((block ?? 0) + i);
      if (column === undefined) continue;
      const [, , tries, usd] = points.get(`${column} ${lane}`) ?? [column, lane, 0, 0];
      points.set(`${column} ${lane}`, [column, lane, tries + 1, usd + Number(volumeUsd)]);
    }
  }
  const states = statesOf(blocks, controls.states);
  const halted = blocks.map(({ time }, i) => (isHalted(states[i], time) ? Object.keys(states[i]?.halts ?? {}) : []));
  return {
    lanes: lanes.map(controlWord),
    refusals: [...points.values()].sort(([a, i], [b, j]) => a - b || i - j),
    trips: trips.flatMap(({ block, control, event, venue, asset }) => {
      const [column, lane] = [columns.get(block), lanes.indexOf(control)];
      const where = `${venue ?? "everywhere"}${asset === null ? "" : `, ${asset}`}`;
      return column === undefined || lane === -1 ? [] : [[column, lane, event, where] as const];
    }) as ControlChartData["trips"],
    halts: columnsOf(halted, width).map((part) => [...new Set(part.flat())].join(", ") || null),
    room: roomLines(states, width),
  };
}

/** How the controls stand after each block: as the last row says that came with it or before. */
function statesOf(blocks: readonly BlockRow[], rows: readonly ControlRow[]): (ControlRow | undefined)[] {
  let next = 0;
  return blocks.map(({ block }) => {
    while (next < rows.length && (rows[next] as ControlRow).block <= block) next += 1;
    return rows[next - 1];
  });
}

function roomLines(states: (ControlRow | undefined)[], width: number): ControlChartData["room"] {
  const keys = new Set(states.flatMap((state) => Object.keys(state?.liquidationRoomUsd ?? {})));
  const line = (key: string) =>
    states.map((state) =>
      state?.liquidationRoomUsd[key] === undefined ? null : Number(state.liquidationRoomUsd[key]),
    );
  return Object.fromEntries([...keys].map((key) => [key, thinLast(line(key), width)]));
}

function columnsOf<Item>(items: readonly Item[], width: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / width) }, (_, i) => items.slice(i * width, (i + 1) * width));
}
