import type { BasisVaultConfig } from "../../scenario/vaultSchema.ts";
import { WAD } from "../../units.ts";

/** Short of a basis vault for each unit of its net assets, at work as its settings say. [wad] */
export function shortShare({ idleShare, hedge, marginRatio }: BasisVaultConfig): bigint {
  return (hedge.target * (WAD - idleShare)) / (WAD + (hedge.target * marginRatio) / WAD);
}
