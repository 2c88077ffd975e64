import { WAD } from "../../units.ts";
import { mulDivDown, mulDivUp } from "../mulDiv.ts";
import { bringBack } from "./basisCash.ts";
import { tryBuy, withMargin, withoutMargin } from "./basisMargin.ts";
import { notionalUp, spotForDown, spotForMarginDown, spotValueDown } from "./basisMath.ts";
import { above, lacking, shortOf } from "./basisPosition.ts";
import { trySellSpot } from "./basisSpot.ts";
import type { BasisConfig } from "./basisVault.ts";
import { type BasisVenue, basisPositionAt } from "./basisVenue.ts";

/**
 * Below the least margin ratio, brings margin to the aim: out of idle, then parked assets, then by selling spot and
 * buying as much of the short back. `acted` where anything was done.
 */
export function topUp(venue: BasisVenue, config: BasisConfig): { venue: BasisVenue; acted: boolean } {
  const { prices } = venue;
  const position = basisPositionAt(venue);
  const notional = notionalUp(prices, shortOf(position));
  if (lacking(position.equity, mulDivDown(notional, config.minMarginRatio, WAD)) === 0n) return { venue, acted: false };

  const aimed = mulDivUp(notional, config.marginRatio, WAD);
  const missing = lacking(position.equity, aimed);
  const { venue: ready, held } = bringBack(venue, missing);
  const margined = withMargin(ready, held);

  const value = spotForMarginDown(missing - held, spotValueDown(prices, position.spot), aimed);
  const { venue: sale, sold, received } = trySellSpot(margined, spotForDown(prices, value));
  if (sold === 0n) return { venue: sale, acted: held !== 0n };
  const funded = withMargin(sale, received);
  const size = mulDivDown(shortOf(position), sold, position.spot);
  return { venue: tryBuy(funded, size) ?? funded, acted: true };
}

/** Takes back what margin is above its aim, once the ratio is far above it, or all without a short. */
export function takeSurplus(venue: BasisVenue, config: BasisConfig): BasisVenue {
  const position = basisPositionAt(venue);
  const notional = notionalUp(venue.prices, shortOf(position));
  const most = mulDivDown(notional, 2n * config.marginRatio - config.minMarginRatio, WAD);
  if (above(position.equity, most) === 0n) return venue;
  const aimed = mulDivUp(notional, config.marginRatio, WAD);
  return withoutMargin(venue, above(position.equity, aimed)).venue;
}
