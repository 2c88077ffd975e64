import { WAD } from "../units.ts";

interface Priced {
  priceUsd?: bigint | undefined;
  staked?: { over: string; exchangeRate: bigint } | undefined;
  vault?: { asset: string } | undefined;
}

/**
 * USD [wad] of one whole unit of an asset at the start, a staked one by its redemption rate. A share begins as worth
 * as its vault's asset.
 */
export function startPrice({ assets }: { assets: Readonly<Record<string, Priced>> }, symbol: string): bigint {
  const asset = assets[symbol];
  if (asset?.vault !== undefined) return startPrice({ assets }, asset.vault.asset);
  const under = asset?.staked && assets[asset.staked.over]?.priceUsd;
  return asset?.priceUsd ?? ((under ?? 0n) * (asset?.staked?.exchangeRate ?? 0n)) / WAD;
}
