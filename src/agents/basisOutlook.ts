import { type BasisPrices, hedgeDown } from "../model/vaults/basisMath.ts";
import { sharesToAssetsUp } from "../model/vaults/conversion.ts";
import { WAD } from "../units.ts";
import { equityOf, suppliedOf } from "../venues/netAssets.ts";
import type { PerpBook } from "../venues/perpBook.ts";
import type { MarketNow, PerpMarket } from "../venues/perpMarket.ts";
import type { Vault } from "../venues/vault.ts";
import type { BasisSettings } from "../venues/vaultSettings.ts";
import { standOf } from "../venues/vaultStand.ts";
import type { View } from "./agent.ts";

/** A basis vault as it will find itself in the block being built. Amounts in its asset unless stated. */
export interface BasisOutlook {
  readonly vault: Vault;
  readonly settings: BasisSettings;
  readonly book: PerpBook;
  readonly market: PerpMarket;
  readonly prices: BasisPrices;
  /** Symbol of the spot token. */
  readonly spotAsset: string;
  readonly idle: bigint;
  readonly parked: bigint;
  /** Parked, and can be called back now. */
  readonly reachable: bigint;
  /** [spot token] */
  readonly spot: bigint;
  /** [wad base] */
  readonly short: bigint;
  /** On the exchange. */
  readonly equity: bigint;
  readonly net: bigint;
  /** All shares, those for fees that are due and the virtual ones included. */
  readonly shares: bigint;
  /** What the queue is worth. */
  readonly asked: bigint;
  /** [wad] */
  readonly hedge: bigint;
}

/** Undefined for a vault of another kind, or one of which nothing was read. */
export function basisOutlook(view: View, vault: Vault): BasisOutlook | undefined {
  const { settings, config, info, assetUnit, spotUnit } = vault;
  const { perps: book, vaults, lending } = view;
  if (config.kind !== "basis" || settings?.kind !== "basis" || vaults === undefined || book === undefined)
    return undefined;
  const market = book.market(config.market);
  const books = vaults.now.shares.get(info.symbol);
  if (market === undefined || books === undefined) return undefined;
  const { oracle, time } = vaults.now;
  const stand = standOf(view, vault);
  const size = stand.account?.positions.get(market.id)?.size ?? 0n;
  const prices: BasisPrices = {
    assetPrice: oracle.get(info.asset) ?? 0n,
    spotPrice: oracle.get(config.spot) ?? 0n,
    assetUnit,
    spotUnit,
    rate: config.spot === market.asset ? WAD : (vaults.rates.get(config.spot) ?? WAD),
    mark: (book.now[market.id] as MarketNow).mark,
  };
  const parked = suppliedOf(view, vault, stand, time);
  const cash = lending.reserve(info.asset)?.cash ?? 0n;
  const short = size < 0n ? -size : 0n;
  return {
    vault,
    settings,
    book,
    market,
    prices,
    spotAsset: config.spot,
    idle: stand.idle,
    parked,
    reachable: parked < cash ? parked : cash,
    spot: stand.spot,
    short,
    equity: equityOf(view, vault, stand, vaults.now),
    net: books.assets,
    shares: books.shares,
    asked: sharesToAssetsUp(books, vault.pending),
    hedge: hedgeDown(prices, stand.spot, short),
  };
}
