import type { z } from "zod";
import type { assetSchema } from "./assetSchema.ts";
import type { AssetConfig } from "./schema.ts";

/** Digits by which a share is finer than its vault's asset, as `QueuedVault` has them. */
export const SHARE_DIGITS = 6;

/** Gives every share the decimals that follow from its vault's asset; a vault over shares of another has six more. */
export function resolveDecimals(assets: Record<string, z.output<typeof assetSchema>>): Record<string, AssetConfig> {
  return Object.fromEntries(
    Object.entries(assets).map(([symbol, asset]) => [symbol, { ...asset, decimals: decimalsOf(symbol, 0) }]),
  );

  function decimalsOf(symbol: string, depth: number): number {
    const asset = assets[symbol];
    if (asset?.vault === undefined || depth > Object.keys(assets).length) return asset?.decimals ?? 18;
    return decimalsOf(asset.vault.asset, depth + 1) + SHARE_DIGITS;
  }
}
