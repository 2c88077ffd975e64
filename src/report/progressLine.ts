import pico from "picocolors";
import { compactUsd, elapsedText, priceText } from "../../web/format.js";
import type { ContagionEvent } from "../analysis/contagionEvent.ts";
import type { BlockRow } from "../trace/row.ts";
import { formatDecimal } from "../units.ts";
import type { Colors } from "./plainTable.ts";

/** What happened in a block, in the order in which a line tells of it. */
const WORDS = {
  liquidations: "liquidated",
  adl: "deleveraged",
  forcedSales: "forced to sell",
  redemptions: "ran",
} as const satisfies Record<ContagionEvent["kind"], string>;

/** What the line of a block shows beside the block itself. */
export interface BlockNews {
  /** The asset whose prices are shown. */
  asset: string;
  /** Time of the first block, Unix seconds. */
  startTime: number;
  /** What was forced on somebody in this block. */
  events: readonly Pick<ContagionEvent, "kind" | "usd">[];
}

/** The line of a block while a run goes on: index, time since the start, oracle, pool, and to how many what was done. */
export function progressLine(row: BlockRow, { asset, startTime, events }: BlockNews, colors: Colors = pico): string {
  const price = row.prices[asset];
  const pool = price === undefined || price.pool === null ? "–" : priceText(Number(price.pool));
  const parts = [
    `block ${String(row.block).padStart(5)}`,
    elapsedText(row.time - startTime).padStart(8),
    `${asset} oracle ${priceText(Number(price?.oracle ?? Number.NaN)).padStart(10)}`,
    `pool ${pool.padStart(10)}`,
    eventText(events),
    row.failed === 0 ? "" : `${row.failed} failed`,
  ];
  const line = parts.filter(Boolean).join("  ");
  return events.length === 0 ? colors.dim(line) : line;
}

/** `4 liquidated, 77 ran, $1.23 M`; nothing where nothing happened. */
function eventText(events: BlockNews["events"]): string {
  if (events.length === 0) return "";
  const counts = Object.entries(WORDS).flatMap(([kind, word]) => {
    const count = events.filter((event) => event.kind === kind).length;
    return count === 0 ? [] : [`${count} ${word}`];
  });
  const usd = events.reduce((sum, event) => sum + event.usd, 0n);
  return [...counts, compactUsd(Number(formatDecimal(usd, 18, 2)))].join(", ");
}
