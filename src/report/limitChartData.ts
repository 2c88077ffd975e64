import type { Condition } from "../analysis/condition/condition.ts";
import type { Limit } from "../analysis/limitSchema.ts";

/** What the page's script draws; floating point is for pixels alone. */
export interface LimitChartData {
  knob: string;
  /** Whether values of the knob are written in percent. */
  percent: boolean;
  low: number;
  high: number;
  interval: [number, number] | null;
  seeds: number;
  points: { x: number; label: string; holds: boolean; share: number }[];
  fields: LimitChartField[];
}

interface LimitChartField {
  id: string;
  path: string;
  /** Median, lowest and highest at each point; null where it is missing. */
  values: ({ median: number; low: number; high: number } | null)[];
  /** The constants that the condition compares it with. */
  thresholds: number[];
}

/** The curve as numbers, one chart a figure that the condition names. */
export function limitChartData(result: Limit, condition: Condition): LimitChartData {
  const { curve, limit, between } = result;
  const paths = Object.keys(curve[0]?.fields ?? {});
  return {
    knob: result.knob,
    percent: result.shownAs === "percent",
    low: Number(between.low),
    high: Number(between.high),
    interval: limit === null ? null : [Number(limit.from), Number(limit.to)],
    seeds: result.seeds.length,
    points: curve.map(({ value, holds, share }) => ({ x: Number(value), label: value, holds, share })),
    fields: paths.map((path, i) => ({
      id: `field-${i}`,
      path,
      values: curve.map(({ fields }) => {
        const spread = fields[path];
        if (spread === undefined || spread.median === null) return null;
        return { median: Number(spread.median), low: Number(spread.low), high: Number(spread.high) };
      }),
      thresholds: [...new Set(constantsBeside(condition, path))],
    })),
  };
}

function constantsBeside(condition: Condition, path: string): number[] {
  if (condition.kind === "not") return constantsBeside(condition.part, path);
  if (condition.kind !== "comparison") return condition.parts.flatMap((part) => constantsBeside(part, path));
  const sides = [condition.left, condition.right];
  if (!sides.some((side) => side.kind === "field" && side.path === path)) return [];
  return sides.flatMap((side) => (side.kind === "constant" ? [numberOf(side.value)] : []));
}

function numberOf(value: string | boolean): number {
  if (typeof value === "boolean") return Number(value);
  const plain = value.replace(/[_,%]/g, "");
  return value.endsWith("%") ? Number(plain) / 100 : Number(plain);
}
