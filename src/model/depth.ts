import { badInput } from "../errors.ts";
import { WAD } from "../units.ts";
import { type MarketSide, quoteBetween, sqrtPriceScaled } from "./marketPrice.ts";
import type { LiquidityPosition } from "./poolFromPositions.ts";
import { sqrtPriceAtTick, tickAtSqrtPrice, usableTicks } from "./tickMath.ts";

/**
 * A pool's bid depth, in raw quote units, fee excluded: what it pays out while the base falls by 2 %, by 10 %, and
 * `tail` from the outer band's edge down to nothing. The ask side gets the same liquidity, so its depth differs.
 */
export type Depth = { readonly within2: bigint; readonly within10: bigint; readonly tail: bigint };

const TWO_PERCENT_DOWN = (98n * WAD) / 100n;
const TEN_PERCENT_DOWN = (90n * WAD) / 100n;
// Liquidity is an integer of the same size as the amounts, so that unit depths are taken at a large one.
const LARGE = 1n << 100n;

type Band = { readonly lower: number; readonly upper: number };

/**
 * Positions that give `depth` at a √price: an inner band, an outer one and tails, which do not overlap.
 * The bands' edges are the first usable ticks beyond ±2 % and ±10 %; liquidity is rounded down.
 */
export function positionsForDepth(
  sqrtPriceX96: bigint,
  tickSpacing: number,
  depth: Depth,
  side: MarketSide,
): LiquidityPosition[] {
  const inner = bandAround(sqrtPriceX96, TWO_PERCENT_DOWN, tickSpacing);
  const outer = widen(bandAround(sqrtPriceX96, TEN_PERCENT_DOWN, tickSpacing), inner, tickSpacing);
  const whole = usableTicks(tickSpacing);

  const priceAt2 = sqrtPriceScaled(sqrtPriceX96, TWO_PERCENT_DOWN, side);
  const priceAt10 = sqrtPriceScaled(sqrtPriceX96, TEN_PERCENT_DOWN, side);
  const [innerEdge, outerEdge, end] = [inner, outer, whole].map((band) =>
    sqrtPriceAtTick(side.baseIsToken0 ? band.lower : band.upper),
  ) as [bigint, bigint, bigint];

  requirePositive(depth.within2, "2 %");
  const innerLiquidity = liquidityFor(depth.within2, sqrtPriceX96, priceAt2, side);
  const paidInside = quoteBetween(sqrtPriceX96, innerEdge, innerLiquidity, side);
  if (depth.within10 <= paidInside) {
    throw badInput(
      "DEPTH_INCONSISTENT",
      `A depth of ${depth.within10} within 10 % is not above the ${paidInside} that the inner band pays to its edge.`,
      { hint: "Raise the depth within 10 % or lower the depth within 2 %." },
    );
  }
  const outerLiquidity = liquidityFor(depth.within10 - paidInside, innerEdge, priceAt10, side);
  if (depth.tail < 0n) requirePositive(depth.tail, "the tail");
  const tailLiquidity = liquidityFor(depth.tail, outerEdge, end, side);

  return [
    { tickLower: inner.lower, tickUpper: inner.upper, liquidity: innerLiquidity },
    ...around(inner, outer, outerLiquidity),
    ...around(outer, whole, tailLiquidity),
  ].filter((position) => position.liquidity > 0n);
}

/** The largest liquidity that pays at most `quote` between two √prices. */
export function liquidityFor(quote: bigint, from: bigint, to: bigint, side: MarketSide): bigint {
  return (quote * LARGE) / (quoteBetween(from, to, LARGE, side) + 1n);
}

function bandAround(sqrtPriceX96: bigint, factor: bigint, tickSpacing: number): Band {
  const low = tickAtSqrtPrice(sqrtPriceScaled(sqrtPriceX96, factor, { baseIsToken0: true }));
  const high = tickAtSqrtPrice(sqrtPriceScaled(sqrtPriceX96, factor, { baseIsToken0: false }));
  const lower = Math.floor(low / tickSpacing) * tickSpacing;
  const upper = (Math.floor(high / tickSpacing) + 1) * tickSpacing;
  return { lower, upper };
}

/** With a wide spacing both bands can end at the same tick: the outer one is then one spacing wider. */
function widen(outer: Band, inner: Band, tickSpacing: number): Band {
  return {
    lower: Math.min(outer.lower, inner.lower - tickSpacing),
    upper: Math.max(outer.upper, inner.upper + tickSpacing),
  };
}

function around(inside: Band, outside: Band, liquidity: bigint): LiquidityPosition[] {
  return [
    { tickLower: outside.lower, tickUpper: inside.lower, liquidity },
    { tickLower: inside.upper, tickUpper: outside.upper, liquidity },
  ];
}

function requirePositive(amount: bigint, where: string): void {
  if (amount <= 0n) {
    throw badInput("DEPTH_NEGATIVE", `A depth of ${amount} within ${where} is not above zero.`, {
      hint: "State depths as positive amounts of the quote asset.",
    });
  }
}
