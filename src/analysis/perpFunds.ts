import type { PerpBooksRow } from "../trace/perpRow.ts";
import { parseWad } from "../units.ts";
import { usdFigure } from "./figures.ts";
import type { Metric } from "./metric.ts";
import type { Summary } from "./summary.ts";

type Funds = Pick<
  Summary["perps"],
  "insuranceFundStartUsd" | "insuranceFundEndUsd" | "insuranceFundLowUsd" | "poolPnlUsd" | "strandedPerps"
>;

/**
 * What became of those who stand behind the traders, USD. The insurance fund's cash before the first block, at the end
 * and the lowest at the end of any block; the liquidity pool's worth at the end less that at the start and what its
 * providers put in since. `strandedPerps`: accounts that end below maintenance margin with a position open.
 */
export function perpFunds(): Metric<Funds> {
  let first: PerpBooksRow | undefined;
  let last: PerpBooksRow | undefined;
  let [low, flow, notional] = [0n, 0n, 0n];
  let count = 0;

  return {
    read(row) {
      if (row.kind === "perpBooks") {
        const insurance = parseWad(row.insuranceUsd);
        if (first === undefined || insurance < low) low = insurance;
        if (first !== undefined) flow += parseWad(row.poolFlowUsd);
        first ??= row;
        last = row;
      }
      if (row.kind !== "perpAccount" || row.phase !== "end") return;
      const held = parseWad(row.notionalUsd);
      if (held === 0n || parseWad(row.equityUsd) >= parseWad(row.maintenanceUsd)) return;
      count += 1;
      notional += held;
    },
    result() {
      const insurance = (row: PerpBooksRow | undefined) => parseWad(row?.insuranceUsd ?? 0);
      const pool = (row: PerpBooksRow | undefined) => parseWad(row?.poolUsd ?? 0);
      return {
        insuranceFundStartUsd: usdFigure(insurance(first)),
        insuranceFundEndUsd: usdFigure(insurance(last)),
        insuranceFundLowUsd: usdFigure(low),
        poolPnlUsd: usdFigure(pool(last) - pool(first) - flow),
        strandedPerps: { count, notionalUsd: usdFigure(notional) },
      };
    },
  };
}
