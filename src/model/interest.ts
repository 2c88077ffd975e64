import { RAY } from "../units.ts";
import { isSince, type Preset } from "./rules.ts";
import { rayMulDown, rayMulHalfUp } from "./wadRay.ts";

export const SECONDS_PER_YEAR = 365n * 86_400n;

/** Simple interest over `seconds` at `rate` (ray a year), as a ray factor ≥ 1. Suppliers earn it. */
export function linearInterest(rate: bigint, seconds: bigint): bigint {
  return RAY + (rate * seconds) / SECONDS_PER_YEAR;
}

/** The first four terms of compound interest over `seconds` at `rate` (ray a year), as a ray. Borrowers pay it. */
export function compoundedInterest(rate: bigint, seconds: bigint, arithmetic: Preset): bigint {
  if (seconds === 0n) return RAY;
  return isSince(arithmetic, "aave-v3.4")
    ? exponentialSeries(rate, seconds)
    : binomialSeries(rate, seconds, arithmetic);
}

/** `1 + x + x²/2 + x³/6` at x = rate · years. */
function exponentialSeries(rate: bigint, seconds: bigint): bigint {
  const x = (rate * seconds) / SECONDS_PER_YEAR;
  return RAY + x + rayMulHalfUp(x, x / 2n + rayMulHalfUp(x, x / 6n));
}

/** `(1 + rate/year)^seconds` to the third power of the rate; v2 divides by the year first, v3 last. */
function binomialSeries(rate: bigint, seconds: bigint, arithmetic: Preset): bigint {
  const pairs = seconds * (seconds - 1n);
  const triples = pairs * (seconds > 2n ? seconds - 2n : 0n);
  const perSecond = rate / SECONDS_PER_YEAR;
  const early = arithmetic === "aave-v2";

  const first = early ? perSecond * seconds : (rate * seconds) / SECONDS_PER_YEAR;
  const square = early
    ? rayMulHalfUp(perSecond, perSecond)
    : rayMulHalfUp(rate, rate) / (SECONDS_PER_YEAR * SECONDS_PER_YEAR);
  const cube = early ? rayMulHalfUp(square, perSecond) : rayMulHalfUp(square, rate) / SECONDS_PER_YEAR;
  return RAY + first + (pairs * square) / 2n + (triples * cube) / 6n;
}

/** A reserve's indexes and rates as stored at `lastUpdate`. Indexes in ray, rates in ray a year. */
export type ReserveIndexes = {
  readonly liquidityIndex: bigint;
  readonly liquidityRate: bigint;
  readonly borrowIndex: bigint;
  readonly borrowRate: bigint;
  readonly lastUpdate: bigint;
};

/** Both indexes as the chain's views give them at `timestamp` ≥ `lastUpdate`. [ray] */
export function indexesAt(
  reserve: ReserveIndexes,
  timestamp: bigint,
  arithmetic: Preset,
): { liquidityIndex: bigint; borrowIndex: bigint } {
  const seconds = timestamp - reserve.lastUpdate;
  return {
    liquidityIndex: rayMulHalfUp(linearInterest(reserve.liquidityRate, seconds), reserve.liquidityIndex),
    borrowIndex: rayMulHalfUp(compoundedInterest(reserve.borrowRate, seconds, arithmetic), reserve.borrowIndex),
  };
}

/** Interest that debt of `scaledDebt` gathered between two indexes, before the treasury takes its share. [asset] */
export function debtAccrued(scaledDebt: bigint, from: bigint, to: bigint, arithmetic: Preset): bigint {
  return isSince(arithmetic, "aave-v3.5")
    ? rayMulDown(scaledDebt, to - from)
    : rayMulHalfUp(scaledDebt, to) - rayMulHalfUp(scaledDebt, from);
}
