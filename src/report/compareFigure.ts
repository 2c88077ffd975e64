import { compact, compactUsd } from "../../web/format.js";
import type { CompareMetric, Spread } from "../analysis/compareSchema.ts";

/** A figure of a comparison in short, by its unit; a dash where there is none. */
export function compareFigure(decimal: string | null | undefined, unit: CompareMetric["unit"]): string {
  if (decimal === null || decimal === undefined) return "–";
  const value = Number(decimal);
  const text = shortText(value, unit);
  // What is not zero does not look like it.
  return value === 0 || /[1-9]/.test(text) ? text : text.replace(/[\d.]+/, Math.abs(value).toPrecision(1));
}

/** The same of a change, with its sign; nothing for none. */
export function compareChange(decimal: string | null | undefined, unit: CompareMetric["unit"]): string {
  const text = compareFigure(decimal, unit);
  if (text === "–" || Number(decimal) === 0) return "";
  return text.startsWith("−") ? text : `+${text}`;
}

function shortText(value: number, unit: CompareMetric["unit"]): string {
  if (unit === "ratio") return value.toFixed(2).replace("-", "−");
  // Minutes matter, and two decimals of an hour hide them.
  if (unit === "hours" && Math.abs(value) < 1) return String(Number(value.toPrecision(3))).replace("-", "−");
  return unit === "usd" ? compactUsd(value) : compact(value);
}

/** Lowest and highest with one unit where both have the same; nothing where they look the same. */
export function compareRange({ low, high }: Pick<Spread, "low" | "high">, unit: CompareMetric["unit"]): string {
  const [from, to] = [compareFigure(low, unit), compareFigure(high, unit)];
  if (from === to) return "";
  const [, number, scale] = /^(.*\d)( [kMBT])$/.exec(from) ?? [];
  return number !== undefined && scale !== undefined && to.endsWith(scale)
    ? `${number} … ${to.replace("$", "")}`
    : `${from} … ${to}`;
}
