import { BPS, WAD } from "../units.ts";
import { mulDivDown, mulDivUp } from "./mulDiv.ts";
import { wadDivDown, wadMulDown } from "./wadRay.ts";

const WAD_PER_BPS = WAD / BPS;
const MORPHO_CURSOR = (3n * WAD) / 10n;
const MORPHO_MAXIMUM = (115n * WAD) / 100n;

/** A fixed bonus (bps, 10500 = 5 %) as collateral value per debt value. [wad] */
export function fixedIncentive(liquidationBonus: bigint): bigint {
  return liquidationBonus * WAD_PER_BPS;
}

/** Morpho's factor `min(1.15, 1/(1 − 0.3·(1 − lltv)))` of a liquidation LTV (wad). [wad], down. */
export function morphoIncentive(lltv: bigint): bigint {
  const factor = wadDivDown(WAD, WAD - wadMulDown(MORPHO_CURSOR, WAD - lltv));
  return factor < MORPHO_MAXIMUM ? factor : MORPHO_MAXIMUM;
}

/** Euler's discount `1 − health factor`, at most `maxDiscount` (both wad), as collateral value per debt value. Down. */
export function dutchIncentive(healthFactor: bigint, maxDiscount: bigint): bigint {
  const wanted = healthFactor < WAD ? WAD - healthFactor : 0n;
  const discount = wanted < maxDiscount ? wanted : maxDiscount;
  return wadDivDown(WAD, WAD - discount);
}

/** What happens to a liquidation that would lower the account's health factor. */
export type ToxicRule = "halt" | "zeroBonus" | "holdHealth";

/**
 * The incentive that a `ToxicZone` leaves of `factor` (wad): all of it unless the health factor (wad) is below
 * threshold (bps) · factor, where it is refused (null), worth nothing, or the most that holds health where it is. Down.
 */
export function toxicZoneIncentive(
  rule: ToxicRule,
  factor: bigint,
  threshold: bigint,
  healthFactor: bigint,
): bigint | null {
  if (healthFactor >= mulDivUp(threshold, factor, BPS)) return factor;
  if (rule === "halt") return null;
  if (rule === "zeroBonus") return WAD;
  const held = mulDivDown(healthFactor, BPS, threshold);
  return held > WAD ? held : WAD;
}
