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

/** Sells at most `spot`, within what may still be traded. */
export function sellSpot(venue: BasisVenue, spot: bigint): { venue: BasisVenue; sold: bigint; received: bigint } {
  const { prices, room } = venue;
  let amount = spot < venue.spot ? spot : venue.spot;
  if (spotValueDown(prices, amount) > room) amount = spotForDown(prices, room);
  if (amount === 0n) return { venue, sold: 0n, received: 0n };
  const { amountIn: sold, amountOut: received, hops } = quoteExactIn(reversed(venue.path), amount);
  const value = spotValueDown(prices, sold);
  requireVault(received >= lessSlippage(value, venue.slippage), "BoughtTooLittle");
  const path = venue.path.map((hop, i) => ({ ...hop, pool: hops[hops.length - 1 - i]?.pool ?? hop.pool }));
  const after = { ...venue, path, idle: venue.idle + received, spot: venue.spot - sold, room: above(room, value) };
  return { venue: after, sold, received };
}
