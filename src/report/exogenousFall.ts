import type { Summary } from "../analysis/summary.ts";
import type { CollectedRows } from "./collectRows.ts";
import { mainAsset, priceFall } from "./mainAsset.ts";

/** How far the oracle of the main asset would have fallen by the exogenous path alone; null when it is not traced. */
export function exogenousFall(summary: Summary, rows: CollectedRows): number | null {
  const asset = mainAsset(summary);
  const line = rows.blocks.flatMap((row) => (asset === undefined ? [] : (row.prices[asset]?.counterfactual ?? [])));
  const start = asset === undefined ? undefined : summary.prices[asset]?.start;
  if (line.length === 0 || start === undefined) return null;
  const low = line.reduce((lowest, price) => (Number(price) < Number(lowest) ? price : lowest));
  return priceFall({ start, low });
}
