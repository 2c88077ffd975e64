import { compact, compactUsd } from "../../web/format.js";
import { isForcedSale } from "../analysis/perpSums.ts";
import type { Summary } from "../analysis/summary.ts";
import type { CollectedRows } from "./collectRows.ts";
import { type Colors, plainTable } from "./plainTable.ts";

/** What was liquidated and deleveraged of each market, for a terminal. */
export function perpTable({ perps }: Summary, rows: CollectedRows, colors: Colors): string {
  const forced = rows.perps.liquidations.filter(isForcedSale);
  const line = (name: string, of: (row: { market: string | null }) => boolean, figures: MarketFigures) => {
    const own = forced.filter(of);
    return [
      name,
      compact(own.length),
      compact(new Set(own.map((row) => row.account)).size),
      compactUsd(Number(figures.liquidatedUsd)),
      compact(rows.perps.adls.filter(of).length),
      ...[figures.adlUsd, figures.adlTakenUsd].map((usd) => compactUsd(Number(usd))),
      figures.adlToLiquidated?.toFixed(3) ?? "–",
    ];
  };
  const lines = Object.entries(perps.perMarket).map(([name, figures]) =>
    line(name, ({ market }) => market === name, figures),
  );
  const all = line("All", () => true, { ...perps, liquidatedUsd: perps.liquidatedUsd.all });
  const heads = ["Market", "Count", "Accounts", "Liquidated", "ADL count", "Deleveraged", "Given up", "ADL ÷ liq."];
  return plainTable(heads, lines.length > 1 ? [...lines, all.map((text) => colors.bold(text))] : lines, colors);
}

type MarketFigures = Pick<
  Summary["perps"]["perMarket"][string],
  "liquidatedUsd" | "adlUsd" | "adlTakenUsd" | "adlToLiquidated"
>;
