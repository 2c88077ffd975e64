import { mulDivDown } from "./mulDiv.ts";
import { percentMulHalfUp } from "./percent.ts";
import type { LendingRules } from "./rules.ts";

/** One debt reserve and one collateral reserve of an account in liquidation. Values and prices in base currency. */
export type CloseContext = {
  readonly healthFactor: bigint;
  /** [asset] */
  readonly reserveDebt: bigint;
  readonly reserveDebtBase: bigint;
  readonly reserveCollateralBase: bigint;
  readonly totalDebtBase: bigint;
  readonly debtPrice: bigint;
  readonly debtDecimals: number;
  /** What one unit of base currency is worth in its smallest unit: 10^8 for dollars with 8 decimals. */
  readonly baseUnit: bigint;
};

/** The most debt of the reserve that one liquidation may repay, before the collateral limits it. [asset] */
export function maxRepay(rules: LendingRules, context: CloseContext): bigint {
  const { healthFactor, reserveDebt, reserveDebtBase, reserveCollateralBase, totalDebtBase, baseUnit } = context;
  const smallest = rules.minCloseValue * baseUnit;
  const deep = rules.fullCloseHealthFactor !== 0n && healthFactor <= rules.fullCloseHealthFactor;
  const inFull = deep || reserveDebtBase < smallest || reserveCollateralBase < smallest;
  if (inFull) return reserveDebt;
  if (!rules.wholeAccountCloseFactor) return percentMulHalfUp(reserveDebt, rules.closeFactor);

  const allowedBase = percentMulHalfUp(totalDebtBase, rules.closeFactor);
  if (reserveDebtBase <= allowedBase) return reserveDebt;
  return mulDivDown(allowedBase, 10n ** BigInt(context.debtDecimals), context.debtPrice);
}
