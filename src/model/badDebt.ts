import { WAD } from "../units.ts";
import { mulDivDown, mulDivUp } from "./mulDiv.ts";

/**
 * The least instantaneous relative fall after which liquidation leaves bad debt, from a health factor, with one
 * collateral: `max(1 − 1/HF, 1 − (1 + b)·LT/HF)`. Wads; down.
 */
export function distanceToBadDebtDown(health: bigint, threshold: bigint, incentive: bigint): bigint {
  const toLiquidation = WAD - mulDivUp(WAD, WAD, health);
  const toShortfall = WAD - mulDivUp(incentive, threshold, health);
  return toLiquidation > toShortfall ? toLiquidation : toShortfall;
}

/**
 * Debt that seizing all collateral leaves uncovered, without price impact: `max(0, B − C(1 − g)(1 − s)/(1 + b))`,
 * after a gap g and a further fall s before execution. Values in one unit, ratios in wad; up.
 */
export function loopBadDebtUp(
  position: { readonly collateral: bigint; readonly debt: bigint },
  gap: bigint,
  further: bigint,
  incentive: bigint,
): bigint {
  const covered = mulDivDown(position.collateral, (WAD - gap) * (WAD - further), incentive * WAD);
  return position.debt > covered ? position.debt - covered : 0n;
}
