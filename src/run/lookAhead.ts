import { sharePrices } from "../venues/sharePrices.ts";
import type { Venues } from "../venues/venues.ts";
import type { World } from "../world/world.ts";
import { pendingFeeds } from "./pendingFeeds.ts";
import { pendingPerpPrices } from "./pendingPerpPrices.ts";
import { pendingPrices } from "./pendingPrices.ts";

/**
 * Values every venue at the time of the block being built, with its public prints (USD [wad] by asset) put in: plain
 * assets first, the shares of vaults by them, then everything that shares back.
 */
export function lookAhead(world: World, venues: Venues, prints: ReadonlyMap<string, bigint>): void {
  const { lending, perps, vaults, guards } = venues;
  if (guards !== undefined) guards.time = world.time;
  if (vaults !== undefined) {
    vaults.now = sharePrices(venues, pendingFeeds(world, vaults.feeds, prints), world.time);
  }
  const shares = vaults?.now.shares;
  lending.time = world.time;
  lending.prices = pendingPrices(world, lending, prints, shares);
  if (perps === undefined) return;
  perps.time = world.time;
  perps.prices = pendingPerpPrices(world, perps, prints, shares);
}
