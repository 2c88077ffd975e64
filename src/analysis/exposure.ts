import type { AccountRow } from "../trace/row.ts";
import { type AssetTable, assetTable } from "./assetTable.ts";
import { required, usdFigure } from "./figures.ts";
import type { Metric } from "./metric.ts";
import type { Summary } from "./summary.ts";

/**
 * What all external holders are long and short of each factor at the start, USD at the starting prices. A staked asset
 * counts twice: as its underlying (`WETH`) and as the basis between the two (`wstETH/WETH`), so a loop of one on the
 * other is long the basis by its gross and its underlying only by its equity.
 */
export function exposure(): Metric<Summary["leverage"]["exposureStart"]> {
  const factors = new Map<string, { long: bigint; short: bigint }>();
  let table: AssetTable | undefined;

  function add(side: "long" | "short", amounts: AccountRow["collateral"]): void {
    const known = required(table, "world row before its accounts");
    for (const [symbol, amount] of Object.entries(amounts)) {
      const usd = known.valueOf({ [symbol]: amount });
      const { over } = known.asset(symbol);
      for (const factor of over === undefined ? [symbol] : [over, `${symbol}/${over}`]) {
        const sum = factors.get(factor) ?? { long: 0n, short: 0n };
        factors.set(factor, { ...sum, [side]: sum[side] + usd });
      }
    }
  }

  return {
    read(row) {
      if (row.kind === "world") table = assetTable(row);
      if (row.kind !== "account" || row.phase !== "start") return;
      add("long", row.collateral);
      add("short", row.debt);
    },
    result() {
      const sorted = [...factors].sort(([a], [b]) => (a < b ? -1 : 1));
      return Object.fromEntries(
        sorted.map(([factor, { long, short }]) => [
          factor,
          { longUsd: usdFigure(long), shortUsd: usdFigure(short), netUsd: usdFigure(long - short) },
        ]),
      );
    },
  };
}
