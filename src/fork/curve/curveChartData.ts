import type { Curve } from "./curveSchema.ts";

/** Assets with a colour of their own; the others are one. */
const SHOWN = 4;

/** What the page's script draws; floating point is for pixels alone. */
export interface CurveChartData {
  asset: string;
  /** The furthest change of its price, as a fraction. */
  change: number;
  /** Whether values are dollars. */
  dollars: boolean;
  points: {
    x: number;
    debt: number;
    collateral: number;
    /** What one call each takes. */
    call: number | null;
    shortfall: number;
    accounts: number;
    insolvent: number;
  }[];
  /** Collateral of liquidatable accounts by asset, a value a point; the largest at the last point first. */
  assets: { name: string; values: number[] }[];
}

/** The curve as numbers. */
export function curveChartData({ asset, points, unit }: Curve): CurveChartData {
  const changes = points.map(({ change }) => Number(change));
  const symbols = [...new Set(points.toReversed().flatMap(({ collateral }) => collateral.map(({ symbol }) => symbol)))];
  const valueAt = (point: Curve["points"][number], wanted: (symbol: string) => boolean) =>
    point.collateral.reduce((sum, { symbol, value }) => sum + (wanted(symbol) ? Number(value) : 0), 0);
  const [own, rest] = [symbols.slice(0, SHOWN), symbols.slice(SHOWN)];
  const assets = own.map((name) => ({
    name,
    values: points.map((point) => valueAt(point, (symbol) => symbol === name)),
  }));
  const others = { name: "others", values: points.map((point) => valueAt(point, (symbol) => rest.includes(symbol))) };
  return {
    asset,
    change: changes.at(-1)!,
    dollars: unit === "100000000",
    points: points.map(({ debtValue, collateralValue, oneCall, accounts, insolvent }, index) => ({
      x: changes[index]!,
      debt: Number(debtValue),
      collateral: Number(collateralValue),
      call: oneCall && Number(oneCall.collateralValue),
      shortfall: Number(insolvent.shortfall),
      accounts,
      insolvent: insolvent.accounts,
    })),
    assets: rest.length === 0 ? assets : [...assets, others],
  };
}
