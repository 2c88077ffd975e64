import type { LiquidationRow } from "../trace/lendingRow.ts";
import type { WorldRow } from "../trace/row.ts";

/** The fields of a liquidation in the order in which `values` lists them. */
export const LIQUIDATION_FIELDS = [
  "block",
  "time",
  "account",
  "group",
  "direct",
  "round",
  "channel",
  "collateralAsset",
  "collateralSeized",
  "collateralUsd",
  "debtAsset",
  "debtRepaid",
  "debtRepaidUsd",
  "healthFactorBefore",
  "healthFactorAfter",
  "profitUsd",
  "proceedsUsd",
  "collateralPrice",
  "debtPrice",
  "gasUsed",
  "gasUsd",
  "agent",
  "liquidator",
  "venue",
  "transaction",
] as const;

/** Every liquidation with every field, as written in the trace; the keys are named once. */
export interface LiquidationTable {
  fields: readonly string[];
  values: (string | number | boolean | null)[][];
  decimals: Record<string, number>;
}

/** `times` gives the block's time in Unix seconds. */
export function liquidationTable(
  rows: LiquidationRow[],
  world: WorldRow | undefined,
  times: ReadonlyMap<number, number>,
): LiquidationTable {
  return {
    fields: LIQUIDATION_FIELDS,
    values: rows.map((row) =>
      LIQUIDATION_FIELDS.map((field) => (field === "time" ? (times.get(row.block) ?? null) : row[field])),
    ),
    decimals: Object.fromEntries((world?.assets ?? []).map((asset) => [asset.symbol, asset.decimals])),
  };
}
