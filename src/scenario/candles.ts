import { readFileSync } from "node:fs";
import { badInput } from "../errors.ts";
import { parseWad } from "../units.ts";

/** One candle; prices in USD [wad], `start` in unix seconds. */
export interface Candle {
  start: number;
  open: bigint;
  high: bigint;
  low: bigint;
  close: bigint;
}

/** The candles from `from` to before `to` (unix seconds), each `step` after the one before; `CANDLES_GAP` else. */
export function candlesBetween(all: readonly Candle[], file: string, from: number, to: number, step: number): Candle[] {
  const inside = all.filter((candle) => candle.start >= from && candle.start < to);
  for (let start = from, i = 0; start < to; start += step, i++) {
    if (inside[i]?.start === start) continue;
    throw badInput("CANDLES_GAP", `The candle of ${new Date(start * 1000).toISOString()} is missing.`, {
      place: { file },
      hint: `A walk needs one every ${step} seconds, in order; ${inside.length} lie between from and to.`,
    });
  }
  return inside;
}

/** Reads `start,open,high,low,close` lines (`#` starts a comment); start is an ISO time. */
export function readCandles(file: string): Candle[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw badInput("CANDLES_MISSING", "The candle file cannot be read.", {
      place: { file },
      hint: "The path is relative to the scenario.",
    });
  }

  const candles: Candle[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "" || line.startsWith("#") || line.startsWith("start,")) continue;
    const place = { file, line: index + 1 };
    const [start = "", ...prices] = line.split(",");
    const seconds = Date.parse(start) / 1000;
    if (Number.isNaN(seconds) || prices.length !== 4) {
      throw badInput("CANDLES_SYNTAX", "A candle is start,open,high,low,close.", {
        place,
        hint: "For example 2025-10-10T20:45:00Z,4014.01,4020,3990.5,4001.",
      });
    }
    const [open, high, low, close] = prices.map((price) => parseWad(price, place)) as [bigint, bigint, bigint, bigint];
    if (low <= 0n || low > open || low > close || high < open || high < close) {
      throw badInput("CANDLES_VALUE", "A candle needs 0 < low ≤ open, close ≤ high.", {
        place,
        hint: "Its columns are start, open, high, low, close, in this order.",
      });
    }
    candles.push({ start: seconds, open, high, low, close });
  }
  return candles;
}
