import { parseWad, rescale } from "../units.ts";
import { isHolderRow } from "./accounts.ts";
import { usdFigure } from "./figures.ts";
import type { Metric } from "./metric.ts";
import type { Summary } from "./summary.ts";

/**
 * What all external holders have together, as the attribution of their groups has it: at reference prices, wallets
 * included, vault shares at net asset value. The loss is that of the printed figures, to the cent.
 */
export function users(): Metric<Summary["users"]> {
  const results = new Map<string, { start: bigint; end: bigint }>();
  const holders = new Set<string>();

  return {
    read(row) {
      if (isHolderRow(row)) holders.add(row.group);
      if (row.kind === "attribution")
        results.set(row.group, { start: parseWad(row.startUsd), end: parseWad(row.endUsd) });
    },
    result() {
      let [start, end] = [0n, 0n];
      for (const [group, result] of results) {
        if (!holders.has(group)) continue;
        start += result.start;
        end += result.end;
      }
      const cents = (usd: bigint) => rescale(rescale(usd, 18, 2), 2, 18);
      return {
        equityStartUsd: usdFigure(start),
        equityEndUsd: usdFigure(end),
        lossUsd: usdFigure(cents(start) - cents(end)),
      };
    },
  };
}
