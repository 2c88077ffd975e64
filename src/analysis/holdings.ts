import type { AccountRow } from "../trace/lendingRow.ts";
import type { Row } from "../trace/row.ts";
import { formatDecimal } from "../units.ts";

/** Decimals of each asset, from the trace's own world row. */
export function decimalsOf(rows: readonly Row[]): (symbol: string) => number {
  const world = rows.find((row) => row.kind === "world");
  const decimals = new Map(world?.assets.map((asset) => [asset.symbol, asset.decimals]));
  return (symbol) => decimals.get(symbol) ?? 18;
}

/** An amount in smallest units as whole ones, with every digit it has. */
export function wholeUnits(amount: bigint, decimals: number): string {
  return formatDecimal(amount, decimals);
}

/** What a group's accounts end with on one side, in smallest units by asset. */
export function endOf(rows: readonly Row[], group: string, side: "collateral" | "debt"): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const row of rows) {
    if (!isEnd(row) || row.group !== group) continue;
    for (const [symbol, amount] of Object.entries(row[side]))
      sums.set(symbol, (sums.get(symbol) ?? 0n) + BigInt(amount));
  }
  return sums;
}

function isEnd(row: Row): row is AccountRow {
  return row.kind === "account" && row.phase === "end";
}
