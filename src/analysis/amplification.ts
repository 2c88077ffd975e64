import { ratioFigure } from "./figures.ts";
import { type Lowest, logFall, lowestFrom, lowestWith } from "./lowest.ts";
import type { Metric } from "./metric.ts";
import type { Summary } from "./summary.ts";

/**
 * How much deeper an asset's oracle price fell than it would have without anyone inside selling:
 * `ln(P0 ÷ min P_oracle) ÷ ln(P0 ÷ min P_oracle^X)`, a ratio. Null where the price that the outside alone would have
 * printed fell by less than 0.1 %, and where a price came to zero, which has no logarithm.
 */
export function amplification(): Metric<Summary["cascade"]["amplification"]> {
  const assets = new Map<string, { oracle: Lowest; alone: Lowest }>();

  return {
    read(row) {
      if (row.kind === "world") {
        for (const { symbol, priceUsd } of row.assets)
          assets.set(symbol, { oracle: lowestFrom(priceUsd), alone: lowestFrom(priceUsd) });
      }
      if (row.kind !== "block") return;
      for (const [symbol, price] of Object.entries(row.prices)) {
        const known = assets.get(symbol);
        if (known === undefined) continue;
        assets.set(symbol, {
          oracle: lowestWith(known.oracle, price.oracle),
          alone: lowestWith(known.alone, price.counterfactual),
        });
      }
    },
    result: () =>
      Object.fromEntries([...assets].map(([symbol, { oracle, alone }]) => [symbol, amplified(oracle, alone)])),
  };
}

function amplified(oracle: Lowest, alone: Lowest): number | null {
  const fell = alone.start - alone.low;
  if (fell * 1000n < alone.start || oracle.low === 0n || alone.low === 0n) return null;
  return ratioFigure(logFall(oracle), logFall(alone));
}
