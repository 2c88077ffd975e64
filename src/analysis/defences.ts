import { parseWad } from "../units.ts";
import { usdFigure } from "./figures.ts";
import type { Metric } from "./metric.ts";
import type { Summary } from "./summary.ts";

/** What borrowers did before being liquidated: how often, how many of them, USD of debt repaid and of assets sold. */
export function defences(): Metric<Summary["defences"]> {
  const accounts = new Set<string>();
  let count = 0;
  let repaid = 0n;
  let sold = 0n;

  return {
    read(row) {
      if (row.kind !== "defence") return;
      accounts.add(row.account);
      count += 1;
      repaid += parseWad(row.repaidUsd);
      sold += parseWad(row.soldUsd);
    },
    result: () => ({ count, accounts: accounts.size, repaidUsd: usdFigure(repaid), soldUsd: usdFigure(sold) }),
  };
}
