import { WAD } from "../units.ts";

type Priced = { priceUsd?: bigint | undefined; staked?: { over: string; exchangeRate: bigint } | undefined };

/** USD [wad] of one whole unit of an asset at the start, a staked one by its redemption rate. */
export function startPrice({ assets }: { assets: Readonly<Record<string, Priced>> }, symbol: string): bigint {
  const asset = assets[symbol];
  const under = asset?.staked && assets[asset.staked.over]?.priceUsd;
  return asset?.priceUsd ?? ((under ?? 0n) * (asset?.staked?.exchangeRate ?? 0n)) / WAD;
}
