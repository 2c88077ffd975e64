import { WAD } from "../../units.ts";

/** `⌊a ÷ b⌋` toward minus infinity, for a positive `b`. */
export function floorDiv(a: bigint, b: bigint): bigint {
  return a < 0n ? -((-a + b - 1n) / b) : a / b;
}

/** `⌈a ÷ b⌉` toward plus infinity, for a positive `b`. */
export function ceilDiv(a: bigint, b: bigint): bigint {
  return a < 0n ? -(-a / b) : (a + b - 1n) / b;
}

/** `size · price` in quote units, signed, toward minus infinity: what a trader is said to have. */
export function quoteValueDown(size: bigint, price: bigint, quoteUnit: bigint): bigint {
  return floorDiv(size * price * quoteUnit, WAD * WAD);
}

/** `size · price` in quote units, signed, toward plus infinity: what a trader is said to owe. */
export function quoteValueUp(size: bigint, price: bigint, quoteUnit: bigint): bigint {
  return ceilDiv(size * price * quoteUnit, WAD * WAD);
}

/** `value` within [`low`, `high`]. */
export function clamp(value: bigint, low: bigint, high: bigint): bigint {
  if (value < low) return low;
  return value > high ? high : value;
}
