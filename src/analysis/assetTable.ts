import { FaultlineError } from "../errors.ts";
import type { AssetRow, BlockRow, WorldRow } from "../trace/row.ts";
import { parseWad } from "../units.ts";

/** Values amounts of the world's assets, at the starting prices until a block gives newer ones. */
export interface AssetTable {
  /** Takes a block's reference prices. */
  reprice(row: BlockRow): void;
  asset(symbol: string): AssetRow;
  /** USD [wad] of amounts in smallest units by asset, each rounded down. */
  valueOf(amounts: Readonly<Record<string, string>>): bigint;
}

/** `TRACE_ASSET_UNKNOWN` for an asset that the world does not list: a missing price is never zero. */
export function assetTable(world: WorldRow): AssetTable {
  const assets = new Map(world.assets.map((asset) => [asset.symbol, asset]));
  const prices = new Map(world.assets.map((asset) => [asset.symbol, parseWad(asset.priceUsd)]));

  function asset(symbol: string): AssetRow {
    const known = assets.get(symbol);
    if (known !== undefined) return known;
    throw new FaultlineError("TRACE_ASSET_UNKNOWN", `The trace values ${symbol}, which its world does not list.`);
  }

  return {
    asset,
    reprice(row) {
      for (const [symbol, { reference }] of Object.entries(row.prices)) prices.set(symbol, parseWad(reference));
    },
    valueOf(amounts) {
      let usd = 0n;
      for (const [symbol, amount] of Object.entries(amounts)) {
        const { decimals } = asset(symbol);
        usd += (BigInt(amount) * (prices.get(symbol) as bigint)) / 10n ** BigInt(decimals);
      }
      return usd;
    },
  };
}
