import { FaultlineError } from "../errors.ts";
import type { AssetRow, BlockRow, WorldRow } from "../trace/row.ts";
import { parseWad } from "../units.ts";

/** Values amounts of the world's assets, at the starting prices until a block gives newer ones. */
export interface AssetTable {
  /** Takes a block's prices. */
  reprice(row: BlockRow): void;
  /** Takes `per` smallest units of an asset for `usd` [wad] from here on, whatever blocks say: of a vault's share. */
  appraise(symbol: string, usd: bigint, per: bigint): void;
  asset(symbol: string): AssetRow;
  /** USD [wad] of amounts in smallest units by asset, each rounded down. */
  valueOf(amounts: Readonly<Record<string, string>>): bigint;
}

/**
 * Prices are the reference's unless the oracle's are asked for. `TRACE_ASSET_UNKNOWN` for an asset that the world does
 * not list: a missing price is never zero.
 */
export function assetTable(world: WorldRow, prices: "reference" | "oracle" = "reference"): AssetTable {
  const assets = new Map(world.assets.map((asset) => [asset.symbol, asset]));
  const quotes = new Map(
    world.assets.map(({ symbol, priceUsd, decimals }) => [
      symbol,
      { usd: parseWad(priceUsd), per: 10n ** BigInt(decimals) },
    ]),
  );
  const appraised = new Set<string>();

  function asset(symbol: string): AssetRow {
    const known = assets.get(symbol);
    if (known !== undefined) return known;
    throw new FaultlineError("TRACE_ASSET_UNKNOWN", `The trace values ${symbol}, which its world does not list.`);
  }

  return {
    asset,
    reprice(row) {
      for (const [symbol, price] of Object.entries(row.prices)) {
        const quote = quotes.get(symbol);
        if (quote !== undefined && !appraised.has(symbol)) quote.usd = parseWad(price[prices]);
      }
    },
    appraise(symbol, usd, per) {
      appraised.add(symbol);
      quotes.set(symbol, { usd, per });
    },
    valueOf(amounts) {
      let usd = 0n;
      for (const [symbol, amount] of Object.entries(amounts)) {
        const quote = quotes.get(asset(symbol).symbol);
        if (quote !== undefined) usd += (BigInt(amount) * quote.usd) / quote.per;
      }
      return usd;
    },
  };
}
