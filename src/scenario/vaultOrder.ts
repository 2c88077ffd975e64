import type { VaultConfig } from "./vaultSchema.ts";

type Assets = Readonly<Record<string, { vault?: VaultConfig | undefined }>>;

/** Assets whose price or token a vault is built from. */
export function needsOf(vault: VaultConfig): string[] {
  return vault.kind === "loop" ? [vault.asset, vault.debt] : [vault.asset, vault.spot];
}

/** Symbols of all shares in the order of the assets, but each after the shares that its vault is built from. */
export function vaultOrder(assets: Assets): string[] {
  const order = new Set<string>();
  const visit = (symbol: string, above: readonly string[]): void => {
    const vault = assets[symbol]?.vault;
    if (vault === undefined || above.includes(symbol)) return;
    for (const needed of needsOf(vault)) visit(needed, [...above, symbol]);
    order.add(symbol);
  };
  for (const symbol of Object.keys(assets)) visit(symbol, []);
  return [...order];
}
