import { quoteExactIn } from "../path.ts";
import { lessSlippage, spotForDown, spotValueDown } from "./basisMath.ts";
import { above } from "./basisPosition.ts";
import type { BasisVenue } from "./basisVenue.ts";
import { reversed } from "./loopTrade.ts";
import { requireVault } from "./refusal.ts";

/** Buys spot for at most `assets`, within what may still be traded. */
export function buySpot(venue: BasisVenue, assets: bigint): { venue: BasisVenue; spent: bigint; bought: bigint } {
  const paid = assets < venue.room ? assets : venue.room;
  if (paid === 0n) return { venue, spent: 0n, bought: 0n };
  const { amountIn: spent, amountOut: bought, hops } = quoteExactIn(venue.path, paid);
  requireVault(bought >= lessSlippage(spotForDown(venue.prices, spent), venue.slippage), "BoughtTooLittle");
  const path = venue.path.map((hop, i) => ({ ...hop, pool: hops[i]?.pool ?? hop.pool }));
  const { idle, spot, room } = venue;
  return { venue: { ...venue, path, idle: idle - spent, spot: spot + bought, room: room - spent }, spent, bought };
}

/** What a sale left and brought. */
export interface SpotSale {
  readonly venue: BasisVenue;
  /** [spot token] */
  readonly sold: bigint;
  /** [asset] */
  readonly received: bigint;
}

/** Sells at most `spot`, within what may still be traded, or throws where that loses too much. */
export function sellSpot(venue: BasisVenue, spot: bigint): SpotSale {
  const amount = sellableDown(venue, spot);
  if (amount === 0n) return { venue, sold: 0n, received: 0n };
  const sale = swapped(venue, amount);
  const value = spotValueDown(venue.prices, sale.sold);
  requireVault(sale.received >= lessSlippage(value, venue.slippage), "BoughtTooLittle");
  return sale;
}

/** The same, or nothing where that loses too much. */
export function trySellSpot(venue: BasisVenue, spot: bigint): SpotSale {
  const amount = sellableDown(venue, spot);
  const none = { venue, sold: 0n, received: 0n };
  const value = spotValueDown(venue.prices, amount);
  if (value === 0n) return none;
  const sale = swapped(venue, amount);
  return sale.received >= lessSlippage(value, venue.slippage) ? sale : none;
}

function swapped(venue: BasisVenue, amount: bigint): SpotSale {
  const { amountIn: sold, amountOut: received, hops } = quoteExactIn(reversed(venue.path), amount);
  const path = venue.path.map((hop, i) => ({ ...hop, pool: hops[hops.length - 1 - i]?.pool ?? hop.pool }));
  const room = above(venue.room, spotValueDown(venue.prices, sold));
  return { venue: { ...venue, path, idle: venue.idle + received, spot: venue.spot - sold, room }, sold, received };
}

function sellableDown({ prices, room, spot: held }: BasisVenue, spot: bigint): bigint {
  const amount = spot < held ? spot : held;
  return spotValueDown(prices, amount) > room ? spotForDown(prices, room) : amount;
}
