import { WAD } from "../units.ts";

/** Collateral or debt in one asset: `value` at today's price in any one unit, `beta` (wad) of the common fall. */
export type Exposure = { readonly value: bigint; readonly beta: bigint };

/** Collateral counts for `threshold` (wad) of its value. */
export type CollateralExposure = Exposure & { readonly threshold: bigint };

/**
 * The relative fall x of the common factor at which the account's health factor is one:
 * `Σ C·LT·(1 − β·x) = Σ D·(1 − γ·x)`. Wad, towards zero; negative is a rise; null when no move of it matters.
 */
export function fallToLiquidation(
  collaterals: readonly CollateralExposure[],
  debts: readonly Exposure[],
): bigint | null {
  let margin = 0n;
  let slope = 0n;
  for (const { value, beta, threshold } of collaterals) {
    margin += value * threshold;
    slope += value * threshold * beta;
  }
  for (const { value, beta } of debts) {
    margin -= value * WAD;
    slope -= value * beta * WAD;
  }
  return slope === 0n ? null : (margin * WAD * WAD) / slope;
}
