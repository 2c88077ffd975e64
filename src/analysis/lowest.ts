import { lnRatioWad } from "../model/transcendental.ts";
import { parseWad } from "../units.ts";

/** Where a price began and the lowest it came to, both USD [wad]. */
export interface Lowest {
  readonly start: bigint;
  readonly low: bigint;
}

/** A price that has only its start. */
export function lowestFrom(start: string): Lowest {
  const price = parseWad(start);
  return { start: price, low: price };
}

/** The same after another price. */
export function lowestWith(known: Lowest, price: string): Lowest {
  const next = parseWad(price);
  return next < known.low ? { ...known, low: next } : known;
}

/** `ln(start ÷ low)` [wad], both above zero. */
export function logFall({ start, low }: Lowest): bigint {
  return lnRatioWad(start, low);
}
