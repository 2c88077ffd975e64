import { parseWad } from "../units.ts";
import { ratioFigure, required, wadFigure } from "./figures.ts";
import { type Lowest, logFall, lowestFrom, lowestWith } from "./lowest.ts";
import type { Metric } from "./metric.ts";
import type { Summary } from "./summary.ts";

/**
 * The fall of an asset's reference price that the model expects from the book and the depth alone, beside the largest
 * the run saw: `ln(R0 ÷ min R)`, and `simulated ÷ predicted − 1`. Of several predictions the largest; null where there is
 * none or none expects a fall.
 */
export function prediction(): Metric<Summary["prediction"]> {
  const references = new Map<string, Lowest>();
  let asset = "";
  let predicted = 0n;

  return {
    read(row) {
      if (row.kind === "world") {
        for (const { symbol, priceUsd } of row.assets) references.set(symbol, lowestFrom(priceUsd));
      }
      if (row.kind === "block") {
        for (const [symbol, { reference }] of Object.entries(row.prices)) {
          const known = references.get(symbol);
          if (known !== undefined) references.set(symbol, lowestWith(known, reference));
        }
      }
      if (row.kind === "prediction" && parseWad(row.totalLogFall) > predicted) {
        asset = row.asset;
        predicted = parseWad(row.totalLogFall);
      }
    },
    result() {
      if (predicted === 0n) return null;
      const simulated = logFall(required(references.get(asset), `price of ${asset}, whose fall it predicts`));
      return {
        asset,
        totalLogFall: wadFigure(predicted),
        simulatedLogFall: wadFigure(simulated),
        error: ratioFigure(simulated - predicted, predicted),
      };
    },
  };
}
