import type { AccountRow } from "../trace/row.ts";
import { parseWad } from "../units.ts";
import { type AssetTable, assetTable } from "./assetTable.ts";
import { required, usdFigure } from "./figures.ts";
import type { Metric } from "./metric.ts";
import type { Summary } from "./summary.ts";

/**
 * What all external holders are long and short of each factor at the start, USD at the starting prices. A staked asset
 * counts twice: as its underlying (`WETH`) and as the basis between the two (`wstETH/WETH`), so a loop of one on the
 * other is long the basis by its gross and its underlying only by its equity. A perpetual position is long or short its
 * market's asset by its notional; cash on the exchange is exposed to nothing.
 */
export function exposure(): Metric<Summary["leverage"]["exposureStart"]> {
  const factors = new Map<string, { long: bigint; short: bigint }>();
  let table: AssetTable | undefined;

  let markets: Readonly<Record<string, string>> = {};

  function count(side: "long" | "short", factor: string, usd: bigint): void {
    const sum = factors.get(factor) ?? { long: 0n, short: 0n };
    factors.set(factor, { ...sum, [side]: sum[side] + usd });
  }

  function add(side: "long" | "short", amounts: AccountRow["collateral"]): void {
    const known = required(table, "world row before its accounts");
    for (const [symbol, amount] of Object.entries(amounts)) {
      const usd = known.valueOf({ [symbol]: amount });
      const { over } = known.asset(symbol);
      for (const factor of over === undefined ? [symbol] : [over, `${symbol}/${over}`]) count(side, factor, usd);
    }
  }

  return {
    read(row) {
      if (row.kind === "world") {
        table = assetTable(row);
        markets = row.perps?.markets ?? {};
      }
      if (row.kind === "perpAccount" && row.phase === "start") {
        add("long", row.collateral);
        for (const [market, { size, notionalUsd }] of Object.entries(row.positions))
          count(size.startsWith("-") ? "short" : "long", markets[market] ?? market, parseWad(notionalUsd));
      }
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
