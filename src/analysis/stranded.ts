import { parseWad } from "../units.ts";
import { usdFigure } from "./figures.ts";
import type { Metric } from "./metric.ts";
import type { Summary } from "./summary.ts";

/**
 * Accounts that end liquidatable because nobody gains from it: debt, and a health factor above 0 and below 1. At 0 the
 * collateral is gone, which is bad debt and no longer a position. USD at the venue's oracle prices.
 */
export function stranded(): Metric<Summary["stranded"]> {
  let count = 0;
  let debt = 0n;

  return {
    read(row) {
      if (row.kind !== "account" || row.phase !== "end" || row.healthFactor === "inf") return;
      const owed = parseWad(row.debtUsd);
      const healthFactor = parseWad(row.healthFactor);
      if (owed === 0n || healthFactor === 0n || healthFactor >= parseWad(1)) return;
      count += 1;
      debt += owed;
    },
    result: () => ({ count, debtUsd: usdFigure(debt) }),
  };
}
