import { Decimal } from "decimal.js";
import { FaultlineError } from "../errors.ts";

// Uniswap v3's price grid: √price(tick) = 1.0001^(tick/2), as a 64.96 fixed point number ("X96").

export const MIN_TICK = -887272;
export const MAX_TICK = 887272;
export const Q96 = 1n << 96n;

const ONE = 1n << 128n;
const LAST = (1n << 256n) - 1n;
const LOG_STEP = Math.log(1.0001) / 2;

/** `2^128 · 1.0001^(−2^i/2)` to nearest for i = 0…19: the factors that the chain multiplies, bit by bit of the tick. */
const FACTORS = ((): readonly bigint[] => {
  const Real = Decimal.clone({ precision: 100 });
  let power = new Real("1.0001").sqrt();
  return Array.from({ length: 20 }, () => {
    const factor = BigInt(new Real(ONE.toString()).div(power).toFixed(0, Decimal.ROUND_HALF_UP));
    power = power.times(power);
    return factor;
  });
})();

/** `√1.0001^tick` as X96, bit for bit what the chain computes (rounded up at the end). */
export function sqrtPriceAtTick(tick: number): bigint {
  if (!Number.isInteger(tick) || tick < MIN_TICK || tick > MAX_TICK) {
    throw new FaultlineError("TICK_OUT_OF_RANGE", `The tick ${tick} is outside ${MIN_TICK} to ${MAX_TICK}.`);
  }
  const steps = Math.abs(tick);
  let ratio = ONE;
  FACTORS.forEach((factor, bit) => {
    if ((steps >> bit) & 1) ratio = (ratio * factor) >> 128n;
  });
  if (tick > 0) ratio = LAST / ratio;
  return (ratio + 0xffffffffn) >> 32n;
}

export const MIN_SQRT_PRICE = sqrtPriceAtTick(MIN_TICK);
export const MAX_SQRT_PRICE = sqrtPriceAtTick(MAX_TICK);

/** The greatest tick whose √price is at most `sqrtPriceX96`, for `MIN_SQRT_PRICE ≤ sqrtPriceX96 < MAX_SQRT_PRICE`. */
export function tickAtSqrtPrice(sqrtPriceX96: bigint): number {
  if (sqrtPriceX96 < MIN_SQRT_PRICE || sqrtPriceX96 >= MAX_SQRT_PRICE) {
    throw new FaultlineError("TICK_OUT_OF_RANGE", `The √price ${sqrtPriceX96} is outside the price grid.`);
  }
  // A float guess, settled by exact comparison below.
  const guess = Math.floor((Math.log(Number(sqrtPriceX96)) - 96 * Math.LN2) / LOG_STEP);
  let tick = Math.min(Math.max(guess, MIN_TICK), MAX_TICK - 1);
  while (sqrtPriceAtTick(tick) > sqrtPriceX96) tick--;
  while (sqrtPriceAtTick(tick + 1) <= sqrtPriceX96) tick++;
  return tick;
}

/** The widest ticks that a pool of this spacing can use. */
export function usableTicks(tickSpacing: number): { lower: number; upper: number } {
  const upper = Math.floor(MAX_TICK / tickSpacing) * tickSpacing;
  return { lower: -upper, upper };
}
