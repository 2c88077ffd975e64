import pico from "picocolors";
import { compactUsd, priceText, shortHex } from "../../web/format.js";
import type { Colors } from "../report/plainTable.ts";
import type { PositionRow } from "./positionRow.ts";

/** A health factor to four digits: red where it may be liquidated, yellow close to it, green elsewhere. */
export function healthWords(decimal: string, colors: Colors = pico): string {
  if (decimal === "inf") return colors.green("no debt");
  const value = Number(decimal);
  const text = value.toFixed(4);
  if (value < 1) return colors.red(text);
  return value < CLOSE ? colors.yellow(text) : colors.green(text);
}

const CLOSE = 1.1;

/** An account as a reader tells it from others. */
export function accountWords({ account, group }: { account: string; group: string }, colors: Colors = pico): string {
  return `${shortHex(account)} ${colors.dim(group)}`;
}

/** Collateral, debt, leverage, health factor and liquidation price of a position, in this order. */
export function positionCells(row: PositionRow, colors: Colors = pico): string[] {
  return [
    compactUsd(Number(row.collateralUsd)),
    compactUsd(Number(row.debtUsd)),
    row.leverage === "inf" ? "no equity" : `${Number(row.leverage).toFixed(2)}×`,
    healthWords(row.healthFactor, colors),
    row.liquidationPrice === null ? "–" : `${row.liquidationAsset} ${priceText(Number(row.liquidationPrice))}`,
  ];
}

export const POSITION_HEADS = ["Collateral", "Debt", "Leverage", "Health factor", "Liquidation price"];
