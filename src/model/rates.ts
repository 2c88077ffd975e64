import { BPS, RAY } from "../units.ts";
import { percentMulHalfUp } from "./percent.ts";
import { rayDivHalfUp, rayMulHalfUp } from "./wadRay.ts";

/** A kinked rate curve. All in ray; rates a year. */
export type RateCurve = {
  readonly optimalUsage: bigint;
  readonly base: bigint;
  readonly slope1: bigint;
  readonly slope2: bigint;
};

/** Amounts in the asset's unit, `reserveFactor` in bps; `averaged` as Aave does up to v3.1 (last digits only). */
export type Usage = {
  readonly available: bigint;
  readonly totalDebt: bigint;
  readonly deficit: bigint;
  readonly reserveFactor: bigint;
  readonly averaged: boolean;
};

const WAD_TO_RAY = 10n ** 9n;

/** What suppliers earn and borrowers pay at this usage. [ray a year], half up throughout. */
export function ratesAt(curve: RateCurve, usage: Usage): { liquidityRate: bigint; borrowRate: bigint } {
  if (usage.totalDebt === 0n) return { liquidityRate: 0n, borrowRate: curve.base };

  const total = usage.available + usage.totalDebt;
  const borrowUsage = rayDivHalfUp(usage.totalDebt, total);
  const supplyUsage = rayDivHalfUp(usage.totalDebt, total + usage.deficit);
  const borrowRate = curve.base + aboveBase(curve, borrowUsage);

  const debtRay = usage.totalDebt * WAD_TO_RAY;
  const earning = usage.averaged ? rayDivHalfUp(rayMulHalfUp(debtRay, borrowRate), debtRay) : borrowRate;
  const liquidityRate = percentMulHalfUp(rayMulHalfUp(earning, supplyUsage), BPS - usage.reserveFactor);
  return { liquidityRate, borrowRate };
}

function aboveBase(curve: RateCurve, usage: bigint): bigint {
  if (usage <= curve.optimalUsage) return rayDivHalfUp(rayMulHalfUp(curve.slope1, usage), curve.optimalUsage);
  const excess = rayDivHalfUp(usage - curve.optimalUsage, RAY - curve.optimalUsage);
  return curve.slope1 + rayMulHalfUp(curve.slope2, excess);
}
