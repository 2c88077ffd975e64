import { WAD } from "../units.ts";
import { mulDivDown } from "./mulDiv.ts";

/** Above this LTV a liquidation raises the LTV, whatever it repays, at a fixed price: `1/(1 + b)`. Wad, down. */
export function toxicLtvDown(incentive: bigint): bigint {
  return mulDivDown(WAD, WAD, incentive);
}

/** A liquidation whose collateral is marked at the spot of the constant product pool that it is sold into. Wads. */
export type SpotSale = {
  /** Collateral value per debt value repaid, `1 + b`. */
  readonly incentive: bigint;
  /** Share f of the debt that is repaid; 0 is the limit of small repayments. */
  readonly repaidShare: bigint;
  /** Collateral value over the pool's quote reserve, c/y. */
  readonly collateralToReserve: bigint;
};

/** Whether it raises the LTV: `(1 − f)(1 + s·c/y)² > 1 − s` with `s = (1 + b)·f·LTV` at most 1. Needs f > 0. Exact. */
export function isToxicOnSpot(ltv: bigint, sale: SpotSale): boolean {
  const { incentive, repaidShare, collateralToReserve } = sale;
  const cube = WAD ** 3n;
  const sold = incentive * repaidShare * ltv;
  if (sold >= cube) return true;
  const growth = cube * WAD + sold * collateralToReserve;
  return (WAD - repaidShare) * growth * growth * WAD ** 2n > (cube - sold) * (cube * WAD) ** 2n;
}

/** The least LTV (wad) at which it does, by bisection to the last digit; `1/((1 + b)(1 + 2c/y))` for f = 0. */
export function toxicLtvOnSpot(sale: SpotSale): bigint {
  if (sale.repaidShare === 0n) {
    return mulDivDown(WAD, WAD * WAD, sale.incentive * (WAD + 2n * sale.collateralToReserve));
  }
  let harmless = 0n;
  let toxic = 2n * WAD;
  while (toxic - harmless > 1n) {
    const middle = (harmless + toxic) / 2n;
    if (isToxicOnSpot(middle, sale)) toxic = middle;
    else harmless = middle;
  }
  return toxic;
}
