import pico from "picocolors";
import { compact, compactUsd, exactUsd, percentText, priceText } from "../../web/format.js";
import type { Colors } from "../report/plainTable.ts";
import type { PerpPositionRow } from "./perpPositionRow.ts";

/** Below this an account has little above its maintenance margin. */
const CLOSE = 1.5;

/** A margin ratio: red where the account may be liquidated, yellow close to it, green elsewhere. */
export function ratioWords(decimal: string, colors: Colors = pico): string {
  const value = Number(decimal);
  const text = value < 0 ? `−${(-value).toFixed(3)}` : value.toFixed(3);
  if (value < 1) return colors.red(text);
  return value < CLOSE ? colors.yellow(text) : colors.green(text);
}

/** A gain or loss in dollars with its sign. */
export function gainWords(decimal: string, colors: Colors = pico): string {
  const value = Number(decimal);
  if (value === 0) return "–";
  return value > 0 ? colors.green(`+${compactUsd(value)}`) : colors.red(compactUsd(value));
}

/** The same with all its digits and without paint. */
export function exactGain(decimal: string): string {
  return `${Number(decimal) > 0 ? "+" : ""}${exactUsd(decimal)}`;
}

/** "long 10 ETH". */
export function sizeWords({ size, market }: { size: string; market: string }): string {
  return `${size.startsWith("-") ? "short" : "long"} ${amountWords(size)} ${market}`;
}

/** A size without its sign, short. */
export function amountWords(size: string): string {
  const amount = Math.abs(Number(size));
  return amount !== 0 && amount < 1 ? String(Number(amount.toPrecision(3))) : compact(amount);
}

/** A funding rate a day and who pays it. */
export function fundingWords(fraction: string): string {
  const rate = Number(fraction);
  return `${rate > 0 ? "+" : ""}${percentText(rate, 4)}`;
}

/** Where a price lies from another, with its sign. */
export function fromWords(price: string, from: string): string {
  const gap = Number(price) / Number(from) - 1;
  return `${gap > 0 ? "+" : ""}${percentText(gap)}`;
}

/** Size, notional, profit, margin, leverage, margin ratio, liquidation and bankruptcy price of a position, in this order. */
export function perpCells(row: PerpPositionRow, colors: Colors = pico): string[] {
  return [
    sizeWords(row),
    compactUsd(Number(row.notionalUsd)),
    gainWords(row.profitUsd, colors),
    compactUsd(Number(row.equityUsd)),
    leverageWords(row),
    `${ratioWords(row.marginRatio, colors)}${row.flagged ? colors.red(" flagged") : ""}`,
    row.liquidationPrice === null ? "–" : `$${priceText(Number(row.liquidationPrice))}`,
    `$${priceText(Number(row.bankruptcyPrice))}`,
  ];
}

export const PERP_HEADS = [
  "Size",
  "Notional",
  "Profit",
  "Margin",
  "Leverage",
  "Margin ratio",
  "Liquidation price",
  "Bankruptcy price",
];

/** Leverage of a position's account. */
export function leverageWords({ leverage }: { leverage: string }): string {
  return leverage === "inf" ? "no equity" : `${Number(leverage).toFixed(2)}×`;
}
