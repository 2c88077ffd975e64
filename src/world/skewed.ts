import { WAD } from "../units.ts";
import type { Random } from "./random.ts";

/** min + (max − min)·u^skew with u uniform. */
export function skewed(size: { min: bigint; max: bigint; skew: number }, random: Random): bigint {
  const u = random.wad();
  let power = WAD;
  for (let i = 0; i < size.skew; i++) power = (power * u) / WAD;
  return size.min + ((size.max - size.min) * power) / WAD;
}
