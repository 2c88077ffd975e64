import type { AssetConfig } from "./schema.ts";
import type { Treatments } from "./treatmentSchema.ts";

/** Fills in what a price control watches where it names nothing: every asset with a feed of its own, so no vault's share. */
export function resolveTreatments(treatments: Treatments, assets: Readonly<Record<string, AssetConfig>>): Treatments {
  const { priceVelocity } = treatments;
  if (priceVelocity === undefined || priceVelocity.assets !== undefined) return treatments;
  const plain = Object.keys(assets).filter((symbol) => assets[symbol]?.vault === undefined);
  return { ...treatments, priceVelocity: { ...priceVelocity, assets: plain } };
}
