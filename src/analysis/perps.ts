import { absentPerps } from "./absentPerps.ts";
import type { Metric } from "./metric.ts";
import { perpDeleveraging } from "./perpDeleveraging.ts";
import { perpFunds } from "./perpFunds.ts";
import { perpMarkets } from "./perpMarkets.ts";
import { perpSums } from "./perpSums.ts";
import type { Summary } from "./summary.ts";

/** All that a summary says of the perpetual exchange; the figures of an absent venue for a world without one. */
export function perps(): Metric<Summary["perps"]> {
  const parts = { sums: perpSums(), funds: perpFunds(), markets: perpMarkets(), deleveraging: perpDeleveraging() };
  let present = false;

  return {
    read(row) {
      if (row.kind === "world") present = row.perps !== undefined;
      if (!present) return;
      for (const part of Object.values(parts)) part.read(row);
    },
    result() {
      if (!present) return absentPerps();
      return {
        ...parts.sums.result(),
        ...parts.funds.result(),
        ...parts.deleveraging.result(),
        perMarket: parts.markets.result(),
      };
    },
  };
}
