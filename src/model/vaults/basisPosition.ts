import { type BasisPrices, hedgeDown, spotValueDown } from "./basisMath.ts";

/** What a basis vault holds: idle, parked and equity [asset], spot [spot token], size [wad base], negative when short. */
export interface BasisPosition {
  readonly idle: bigint;
  readonly parked: bigint;
  readonly spot: bigint;
  readonly size: bigint;
  readonly equity: bigint;
}

/** Size of the short, 0 where there is none. [wad base] */
export function shortOf({ size }: BasisPosition): bigint {
  return size < 0n ? -size : 0n;
}

/** Short ÷ spot, 1 where there is neither. [wad] */
export function hedgeOf(prices: BasisPrices, position: BasisPosition): bigint {
  return hedgeDown(prices, position.spot, shortOf(position));
}

/** What all holdings are worth, never below zero. [asset] */
export function basisNetDown(prices: BasisPrices, { idle, parked, spot, equity }: BasisPosition): bigint {
  return above(idle + parked + spotValueDown(prices, spot) + equity, 0n);
}

/** What equity lacks of `aimed`. [asset] */
export function lacking(equity: bigint, aimed: bigint): bigint {
  return above(aimed, equity);
}

/** What is above `kept`, 0 where nothing is. */
export function above(value: bigint, kept: bigint): bigint {
  return value > kept ? value - kept : 0n;
}
