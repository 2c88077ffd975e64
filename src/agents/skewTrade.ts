import { WAD } from "../units.ts";

/** A market as a skew arbitrageur weighs it: sizes [wad base], prices USD [wad], fees [wad] of notional. */
export interface SkewMarket {
  index: bigint;
  /** Where the other side of each trade is bought or sold. */
  reference: bigint;
  /** Longs less shorts, its own position included. */
  skew: bigint;
  skewScale: bigint;
  makerFee: bigint;
  takerFee: bigint;
}

/** What holds a trade in; sizes [wad base], money USD [wad]. */
export interface SkewBounds {
  /** The position it has. */
  held: bigint;
  /** Most that it trades at once. */
  budget: bigint;
  /** Most that it may add to a long and to a short. */
  longRoom: bigint;
  shortRoom: bigint;
  gasUsd: bigint;
  minimumProfitUsd: bigint;
}

export interface SkewTrade {
  sizeDelta: bigint;
  /** Mean price beyond which it is not worth it, USD [wad]. */
  acceptablePrice: bigint;
  reduceOnly: boolean;
  profitUsd: bigint;
}

/**
 * The trade that brings a market's price towards the reference. A fill is index · (1 + skew ÷ scale), so the skew at
 * which it equals the reference is scale · (reference − index) ÷ index; what lies beyond is the premium to be had. It
 * opens while the last unit still earns both fees, in as maker and out as taker, and closes where the premium is gone.
 */
export function planSkewTrade(market: SkewMarket, bounds: SkewBounds): SkewTrade | undefined {
  const { index, reference, skew, skewScale } = market;
  if (index === 0n || reference === 0n || skewScale === 0n) return undefined;
  const excess = skew - (skewScale * (reference - index)) / index;
  const direction = excess > 0n ? -1n : 1n;
  const premium = excess > 0n ? excess : -excess;
  const opposed = bounds.held * direction < 0n ? bounds.held * -direction : 0n;
  const closes = opposed > 0n;

  const fees = market.makerFee + market.takerFee;
  const wanted = closes ? least(opposed, premium) : premium - (skewScale * fees) / WAD;
  const room = closes ? wanted : direction > 0n ? bounds.longRoom : bounds.shortRoom;
  const size = least(wanted, bounds.budget, room);
  if (size <= 0n) return undefined;

  const notional = (size * index) / WAD;
  const gain = (notional * (premium - size / 2n)) / skewScale;
  const profitUsd = gain - bounds.gasUsd - (closes ? 0n : (notional * fees) / WAD);
  const floor = closes ? (size === opposed ? -bounds.gasUsd : 0n) : bounds.minimumProfitUsd;
  if (profitUsd < floor) return undefined;
  const spare = closes ? 0n : (index * fees) / WAD;
  return { sizeDelta: size * direction, acceptablePrice: reference - direction * spare, reduceOnly: closes, profitUsd };
}

function least(...values: bigint[]): bigint {
  return values.reduce((a, b) => (a < b ? a : b));
}
