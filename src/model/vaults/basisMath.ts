import { BPS, WAD } from "../../units.ts";
import { mulDivDown, mulDivUp } from "../mulDiv.ts";

/** What a basis vault values by: oracle prices in the base currency, units in smallest units, rate and mark [wad]. */
export interface BasisPrices {
  readonly assetPrice: bigint;
  readonly spotPrice: bigint;
  readonly assetUnit: bigint;
  readonly spotUnit: bigint;
  /** Base asset for one spot token. */
  readonly rate: bigint;
  readonly mark: bigint;
}

/** Hedge ratio of a short without any spot: the chain's largest word. */
export const NO_SPOT = (1n << 256n) - 1n;

/** What spot is worth. [asset] */
export function spotValueDown(prices: Omit<BasisPrices, "rate" | "mark">, spot: bigint): bigint {
  return mulDivDown(spot, prices.spotPrice * prices.assetUnit, prices.assetPrice * prices.spotUnit);
}

/** Spot as worth as `assets`. [spot token] */
export function spotForDown(prices: BasisPrices, assets: bigint): bigint {
  return mulDivDown(assets, prices.assetPrice * prices.spotUnit, prices.spotPrice * prices.assetUnit);
}

/** Spot in the market's base asset. [wad base] */
export function baseDown(prices: BasisPrices, spot: bigint): bigint {
  return mulDivDown(spot, prices.rate, prices.spotUnit);
}

/** Spot that stands for `base` [wad base]. [spot token] */
export function spotOfUp(prices: BasisPrices, base: bigint): bigint {
  return mulDivUp(base, prices.spotUnit, prices.rate);
}

/** What a position of `size` [wad base] is worth at mark. [asset] */
export function notionalUp(prices: BasisPrices, size: bigint): bigint {
  return mulDivUp(size, prices.mark * prices.assetUnit, WAD * WAD);
}

/** A position that is worth `notional` [asset] at mark. [wad base] */
export function sizeOfDown(prices: BasisPrices, notional: bigint): bigint {
  return mulDivDown(notional, WAD * WAD, prices.mark * prices.assetUnit);
}

/** Short ÷ spot, 1 where there is neither. [wad] */
export function hedgeDown(prices: BasisPrices, spot: bigint, short: bigint): bigint {
  const base = baseDown(prices, spot);
  if (base === 0n) return short === 0n ? WAD : NO_SPOT;
  return mulDivDown(short, WAD, base);
}

/** The short [wad base] that `spot` asks for at a hedge ratio [wad]. */
export function aimedShortUp(prices: BasisPrices, spot: bigint, hedge: bigint): bigint {
  return mulDivUp(baseDown(prices, spot), hedge, WAD);
}

/** Value of the spot to sell for `missing` margin where the short shrinks with the spot. [asset] */
export function spotForMarginDown(missing: bigint, spotValue: bigint, aimedMargin: bigint): bigint {
  if (spotValue === 0n) return 0n;
  const value = mulDivDown(missing, spotValue, spotValue + aimedMargin);
  return value < spotValue ? value : spotValue;
}

/** `amount` less the slippage [bps] that is allowed. */
export function lessSlippage(amount: bigint, slippage: bigint): bigint {
  return mulDivDown(amount, BPS - slippage, BPS);
}
