import { WAD } from "../../units.ts";

/** Skew ÷ skew scale, toward zero. [wad] Positive when longs are more. */
export function skewPremium(skew: bigint, skewScale: bigint): bigint {
  return (skew * WAD) / skewScale;
}
