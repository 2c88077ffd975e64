import { WAD } from "../../units.ts";
import { mulDivDown, mulDivUp } from "../mulDiv.ts";
import { bringBack } from "./basisCash.ts";
import { tryBuy, trySell, unflagged, withMargin } from "./basisMargin.ts";
import {
  aimedShortUp,
  notionalUp,
  sizeOfDown,
  spotForDown,
  spotForMarginDown,
  spotOfUp,
  spotValueDown,
} from "./basisMath.ts";
import { above, type BasisPosition, hedgeOf, lacking, shortOf } from "./basisPosition.ts";
import { trySellSpot } from "./basisSpot.ts";
import type { BasisConfig } from "./basisVault.ts";
import { type BasisVenue, basisPositionAt } from "./basisVenue.ts";

/** What mending a hedge did: the venue after it, and the value of all that was traded [asset]. */
export interface Mended {
  readonly venue: BasisVenue;
  readonly traded: bigint;
}

/** Mends the hedge by the rule, if it is out of its band. */
export function bringIntoBand(found: BasisVenue, config: BasisConfig): Mended {
  const venue = unflagged(found);
  const position = basisPositionAt(venue);
  const ratio = hedgeOf(venue.prices, position);
  if (ratio > config.maxHedge) return shrunk(venue, config, position);
  if (ratio >= config.minHedge) return { venue, traded: 0n };
  if (config.rule !== 0n) return unhedgedSold({ venue, traded: 0n }, config);
  const { grown, taken } = shortGrown(venue, config, position);
  return taken ? grown : unhedgedSold(grown, config);
}

/** Buys back what the short has too much of. */
function shrunk(venue: BasisVenue, config: BasisConfig, position: BasisPosition): Mended {
  const { prices, maxTrade } = venue;
  const excess = above(shortOf(position), aimedShortUp(prices, position.spot, config.targetHedge));
  const size = min(excess, sizeOfDown(prices, maxTrade));
  const after = tryBuy(venue, size);
  return after === null ? { venue, traded: 0n } : { venue: after, traded: notionalUp(prices, size) };
}

/** Sells more of the perpetual, with the margin that this asks for. */
function shortGrown(venue: BasisVenue, config: BasisConfig, position: BasisPosition) {
  const { prices, maxTrade } = venue;
  const most = shortOf(position) + sizeOfDown(prices, maxTrade);
  const aimed = min(aimedShortUp(prices, position.spot, config.targetHedge), most);
  const ready = marginAddedFor(venue, config, position, aimed);

  const now = basisPositionAt(ready.venue);
  const carried = sizeOfDown(prices, mulDivDown(above(now.equity, 0n), WAD, config.minMarginRatio));
  const wanted = min(aimedShortUp(prices, now.spot, config.targetHedge), most);
  const delta = above(min(wanted, carried), shortOf(now));
  const after = trySell(ready.venue, delta);
  if (after === null) return { grown: ready, taken: false };
  return { grown: { venue: after, traded: ready.traded + notionalUp(prices, delta) }, taken: true };
}

/** Adds what margin lacks for a short of `aimed`, out of idle, then parked assets, then spot. */
function marginAddedFor(venue: BasisVenue, config: BasisConfig, position: BasisPosition, aimed: bigint): Mended {
  const margin = mulDivUp(notionalUp(venue.prices, aimed), config.marginRatio, WAD);
  const missing = lacking(position.equity, margin);
  const { venue: ready, held } = bringBack(venue, missing);
  if (held >= missing) return { venue: withMargin(ready, held), traded: 0n };
  const value = spotForMarginDown(missing - held, spotValueDown(venue.prices, position.spot), margin);
  const sale = trySellSpot(ready, spotForDown(venue.prices, value));
  const traded = spotValueDown(venue.prices, sale.sold);
  return { venue: withMargin(sale.venue, held + sale.received), traded };
}

/** Sells the spot that the short does not stand for. */
function unhedgedSold({ venue, traded }: Mended, config: BasisConfig): Mended {
  const position = basisPositionAt(venue);
  const kept = spotOfUp(venue.prices, mulDivDown(shortOf(position), WAD, config.targetHedge));
  const { venue: after, sold } = trySellSpot(venue, above(position.spot, kept));
  return { venue: after, traded: traded + spotValueDown(venue.prices, sold) };
}

function min(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
