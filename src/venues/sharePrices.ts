import { type ShareBooks, shareRateDown, VIRTUAL_SHARES } from "../model/vaults/conversion.ts";
import { feeSharesDown } from "../model/vaults/feeShares.ts";
import { maxRatioDown } from "../model/vaults/maxRatio.ts";
import { meanRateDown } from "../model/vaults/meanRate.ts";
import { poolPriceDown } from "../model/vaults/poolPrice.ts";
import { WAD } from "../units.ts";
import type { AmmVenue } from "./ammVenue.ts";
import { netAssetsOf, type ShareMoment } from "./netAssets.ts";
import type { ShareFeed } from "./shareFeed.ts";
import type { Vault } from "./vault.ts";
import { standOf, type VaultStand } from "./vaultStand.ts";
import type { Venues } from "./venues.ts";

/** What a share is worth at one moment, and what says so. Prices in the oracle's base currency. */
export interface SharePrice extends ShareBooks {
  /** What a whole share stands for, whole assets. [wad] */
  readonly rate: bigint;
  /** Net asset value of a whole share at the feed of its asset, whatever the mode. */
  readonly nav: bigint;
  /** What the feed answers that the exchange reads, and vaults over the share. */
  readonly feed: bigint;
  /** What the feed answers that lending reads now. */
  readonly source: bigint;
}

/** Every share's price with the prices of all assets that it was made at. */
export interface SharePrices extends ShareMoment {
  readonly shares: ReadonlyMap<string, SharePrice>;
}

/** In place of the present: vaults as they once stood, the mean rates that followed from that, and the pools then. */
export interface SharePast {
  stands: ReadonlyMap<Vault, VaultStand>;
  feedOf(feed: ShareFeed): ShareFeed;
  amm: AmmVenue;
}

/**
 * The price of every share at `time` [seconds] where the feeds of all other assets answer `plain` (base currency), to
 * the unit as the chain's feeds answer: vaults over shares after those whose shares they hold.
 */
export function sharePrices(
  venues: Venues,
  plain: ReadonlyMap<string, bigint>,
  time: number,
  past?: SharePast,
): SharePrices {
  const [oracle, feeds] = [new Map(plain), new Map(plain)];
  const shares = new Map<string, SharePrice>();
  const moment = { time, oracle, feeds, shares };
  for (const vault of venues.vaults?.inOrder ?? []) {
    const { symbol, asset } = vault.info;
    const stand = past?.stands.get(vault) ?? standOf(venues, vault);
    const assets = netAssetsOf(venues, vault, stand, moment);
    const books = { assets, shares: sharesOf(vault, stand, assets, time) };
    const rate = shareRateDown(books);
    const base = feeds.get(asset) ?? 0n;
    const answer = (feed: ShareFeed) => {
      const own = past === undefined ? feed : past.feedOf(feed);
      return answerOf(own, rate, base, BigInt(time), () => marketPrice(vault, past?.amm ?? venues.amm, feeds));
    };
    const price = { ...books, rate, nav: navOf(base, rate), feed: answer(vault.feed), source: answer(vault.source) };
    oracle.set(symbol, price.source);
    feeds.set(symbol, price.feed);
    shares.set(symbol, price);
  }
  return moment;
}

/** All shares at `time`, those for fees that are due and the virtual ones included. */
function sharesOf(vault: Vault, stand: VaultStand, assets: bigint, time: number): bigint {
  const { supply, feesTakenAt, highWaterMark } = stand;
  const due =
    vault.terms === undefined
      ? 0n
      : feeSharesDown(vault.terms, { assets, supply, takenAt: feesTakenAt, highWaterMark }, BigInt(time));
  return supply + due + VIRTUAL_SHARES;
}

function answerOf(feed: ShareFeed, rate: bigint, base: bigint, time: bigint, market: () => bigint): bigint {
  switch (feed.oracle.mode) {
    case "nav":
      return navOf(base, rate);
    case "cappedNav": {
      const most = feed.snapshot && maxRatioDown(feed.snapshot, time);
      return base <= 0n ? 0n : (base * (most !== undefined && most < rate ? most : rate)) / WAD;
    }
    case "navTwap":
      return navOf(base, meanRateDown(feed.checkpoints, BigInt(feed.oracle.windowSeconds), time));
    case "market":
      return market();
    case "minNavMarket": {
      const [nav, traded] = [navOf(base, rate), market()];
      if (nav <= 0n || traded <= 0n) return 0n;
      return nav < traded ? nav : traded;
    }
    case "fixed":
      return feed.fixedPrice;
  }
}

/** Base × rate, the smallest price there is for a share that is worth nothing. Down. */
function navOf(base: bigint, rate: bigint): bigint {
  if (base <= 0n) return 0n;
  const price = (base * rate) / WAD;
  return price > 0n ? price : 1n;
}

function marketPrice({ info }: Vault, amm: AmmVenue, feeds: ReadonlyMap<string, bigint>): bigint {
  const pool = amm.pools.find(({ address }) => address === info.pool);
  if (pool === undefined) return 0n;
  return poolPriceDown({ ...pool, sqrtPriceX96: pool.state.sqrtPriceX96 }, feeds.get(pool.quote) ?? 0n);
}
