import type { Scenario } from "../scenario/schema.ts";
import type { LiquidationRow } from "../trace/lendingRow.ts";
import type { Row } from "../trace/row.ts";
import { formatDecimal } from "../units.ts";
import type { Extras } from "./comparison.ts";
import { decimalsOf, endOf, wholeUnits } from "./holdings.ts";

interface Call {
  time: number;
  row: LiquidationRow;
}

/**
 * Figures that `compare` may name beside the summary's. For each of the scenario's spans of time, and for the whole
 * run as `run`: `calls`, `minutes` from the first call to the last (one decimal), `repaid.ASSET` and `seized.ASSET`
 * in whole units. For each group of the population: `end.GROUP.debt.ASSET` and `end.GROUP.collateral.ASSET`.
 */
export function spanFigures(rows: readonly Row[], { spans, population, assets }: Scenario): Extras {
  const calls = callsOf(rows);
  const decimals = decimalsOf(rows);
  const figures: Record<string, string | number> = {};
  const within = Object.entries(spans).map(([name, { from, to }]): [string, Call[]] => {
    const [first, last] = [Date.parse(from) / 1000, Date.parse(to) / 1000];
    return [name, calls.filter(({ time }) => time >= first && time <= last)];
  });

  for (const [name, some] of [["run", calls] as const, ...within]) {
    const seconds = (some.at(-1)?.time ?? 0) - (some[0]?.time ?? 0);
    figures[`${name}.calls`] = some.length;
    figures[`${name}.minutes`] = formatDecimal(BigInt(seconds * 10) / 60n, 1, 1);
    for (const symbol of Object.keys(assets)) {
      const repaid = sum(some, ({ debtAsset, debtRepaid }) => (debtAsset === symbol ? debtRepaid : "0"));
      const seized = sum(some, ({ collateralAsset, collateralSeized }) =>
        collateralAsset === symbol ? collateralSeized : "0",
      );
      figures[`${name}.repaid.${symbol}`] = wholeUnits(repaid, decimals(symbol));
      figures[`${name}.seized.${symbol}`] = wholeUnits(seized, decimals(symbol));
    }
  }
  for (const group of Object.keys(population)) {
    for (const side of ["collateral", "debt"] as const) {
      const held = endOf(rows, group, side);
      for (const symbol of Object.keys(assets))
        figures[`end.${group}.${side}.${symbol}`] = wholeUnits(held.get(symbol) ?? 0n, decimals(symbol));
    }
  }
  return figures;
}

/** Every liquidation with the time of its block, in the order of the chain; a block's row stands after its calls. */
function callsOf(rows: readonly Row[]): Call[] {
  const calls: Call[] = [];
  let open: LiquidationRow[] = [];
  for (const row of rows) {
    if (row.kind === "liquidation") open.push(row);
    if (row.kind !== "block") continue;
    calls.push(...open.map((call) => ({ time: row.time, row: call })));
    open = [];
  }
  return calls;
}

function sum(calls: readonly Call[], amount: (row: LiquidationRow) => string): bigint {
  return calls.reduce((total, { row }) => total + BigInt(amount(row)), 0n);
}
