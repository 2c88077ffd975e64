import { parseWad } from "../units.ts";
import type { Metric } from "./metric.ts";
import type { Summary } from "./summary.ts";

/** Oracle price of each asset [USD a unit]: before the first block, lowest at the end of any block, at the end. */
export function prices(): Metric<Summary["prices"]> {
  const byAsset: Summary["prices"] = {};

  return {
    read(row) {
      if (row.kind === "world") {
        for (const { symbol, priceUsd } of row.assets)
          byAsset[symbol] = { start: priceUsd, low: priceUsd, end: priceUsd };
      }
      if (row.kind !== "block") return;
      for (const [symbol, { oracle }] of Object.entries(row.prices)) {
        const known = byAsset[symbol];
        if (known === undefined) continue;
        known.end = oracle;
        if (parseWad(oracle) < parseWad(known.low)) known.low = oracle;
      }
    },
    result: () => byAsset,
  };
}
