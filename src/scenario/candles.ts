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
      throw badInput("CANDLES_SYNTAX", "A candle is start,open,high,low,close.", { place });
    }
    const [open, high, low, close] = prices.map((price) => parseWad(price, place)) as [bigint, bigint, bigint, bigint];
    if (low <= 0n || low > open || low > close || high < open || high < close) {
      throw badInput("CANDLES_VALUE", "A candle needs 0 < low ≤ open, close ≤ high.", { place });
    }
    candles.push({ start: seconds, open, high, low, close });
  }
  return candles;
}
