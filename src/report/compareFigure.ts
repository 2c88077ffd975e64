import { compact, compactUsd } from "../../web/format.js";
import type { CompareMetric, Spread } from "../analysis/compareSchema.ts";

/** A figure of a comparison in short, by its unit; a dash where there is none. */
export function compareFigure(decimal: string | null | undefined, unit: CompareMetric["unit"]): string {
  if (decimal === null || decimal === undefined) return "–";
  const value = Number(decimal);
  if (unit === "ratio") return value.toFixed(2).replace("-", "−");
  return unit === "usd" ? compactUsd(value) : compact(value);
}

/** The same of a change, with its sign; nothing for none. */
export function compareChange(decimal: string | null | undefined, unit: CompareMetric["unit"]): string {
  const text = compareFigure(decimal, unit);
  if (text === "–" || Number(decimal) === 0) return "";
  return text.startsWith("−") ? text : `+${text}`;
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
