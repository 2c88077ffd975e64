import type { OutsidePrice } from "../market/outsideMarket.ts";
import { rescale } from "../units.ts";
import type { Vault } from "../venues/vault.ts";
import type { VaultBook } from "../venues/vaultBook.ts";
import type { TraceContext } from "./context.ts";

/**
 * What each reserve is worth, in the base currency: references, and of a share its part of what its vault would be left
 * with, by `navs` [asset], if it sold everything now.
 */
export function liquidationPrices(
  { world, venues, decimalsOf }: TraceContext,
  book: VaultBook,
  outside: ReadonlyMap<string, OutsidePrice>,
  navs: ReadonlyMap<Vault, bigint>,
): bigint[] {
  const { baseCurrencyDecimals } = world.scenario.lending;
  const prices = new Map(
    [...outside].map(([symbol, { reference }]) => [symbol, rescale(reference, 18, baseCurrencyDecimals)]),
  );
  for (const vault of book.inOrder) {
    const { symbol, asset } = vault.info;
    const worth = (navs.get(vault) ?? 0n) * (prices.get(asset) ?? 0n);
    const units = vault.supply * 10n ** BigInt(decimalsOf(asset));
    prices.set(symbol, units === 0n ? 0n : (worth * vault.shareUnit) / units);
  }
  return venues.lending.reserves.map(({ symbol }) => prices.get(symbol) ?? 0n);
}
