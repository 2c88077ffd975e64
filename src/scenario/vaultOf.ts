import type { VaultConfig } from "./vaultSchema.ts";

type Assets = Readonly<Record<string, { vault?: VaultConfig | undefined }>>;

/** The vault whose share an asset is; the checks have made sure that it is one. */
export function vaultOf({ assets }: { assets: Assets }, symbol: string): VaultConfig {
  const vault = assets[symbol]?.vault;
  if (vault === undefined) throw new Error(`${symbol} is not the share of a vault.`);
  return vault;
}
