import { WAD } from "../units.ts";
import { type MarketSide, quoteBetween, sqrtPriceScaled } from "./marketPrice.ts";
import { virtualQuoteReserveDown } from "./poolDepth.ts";
import type { LiquidityPosition } from "./poolFromPositions.ts";
import { sqrtPriceAtTick } from "./tickMath.ts";
import { sqrtWadDown } from "./transcendental.ts";

/** What one or more pools pay while the base falls. Prices as a factor (wad) of the start; amounts in wad dollars. */
export type BidDepth = {
  /** Paid in all while the price goes from the start to `factor` of it. */
  readonly paidTo: (factor: bigint) => bigint;
  /** Paid per unit of log price at `factor`; its inverse is the quoted log impact of a dollar. */
  readonly perLogAt: (factor: bigint) => bigint;
};

/** A seeded pool: where it starts, what it holds, and what a whole quote is worth in dollars (wad). */
export type SeededPool = MarketSide & {
  readonly sqrtPriceX96: bigint;
  readonly positions: readonly LiquidityPosition[];
  readonly quoteDecimals: number;
  readonly quotePrice: bigint;
};

/** The bid depth of pools that all price the same base, fees excluded. */
export function bidDepth(pools: readonly SeededPool[]): BidDepth {
  const books = pools.map(bookOf);
  return {
    paidTo: (factor) => books.reduce((sum, book) => sum + book.paidTo(factor), 0n),
    perLogAt: (factor) => books.reduce((sum, book) => sum + book.perLogAt(factor), 0n),
  };
}

/** The same of a constant product pool with `reserve` (wad dollars) on the quote side, without a grid. */
export function constantProductDepth(reserve: bigint): BidDepth {
  return {
    paidTo: (factor) => reserve - (reserve * sqrtWadDown(factor)) / WAD,
    perLogAt: (factor) => (reserve * sqrtWadDown(factor)) / (2n * WAD),
  };
}

function bookOf(pool: SeededPool): BidDepth {
  const ranges = pool.positions.map(({ tickLower, tickUpper, liquidity }) => ({
    low: sqrtPriceAtTick(tickLower),
    high: sqrtPriceAtTick(tickUpper),
    liquidity,
  }));
  const toDollars = (raw: bigint) => (raw * pool.quotePrice) / 10n ** BigInt(pool.quoteDecimals);
  const clamp = (price: bigint, low: bigint, high: bigint) => (price < low ? low : price > high ? high : price);

  return {
    paidTo(factor) {
      const to = sqrtPriceScaled(pool.sqrtPriceX96, factor, pool);
      let raw = 0n;
      for (const { low, high, liquidity } of ranges) {
        raw += quoteBetween(clamp(pool.sqrtPriceX96, low, high), clamp(to, low, high), liquidity, pool);
      }
      return toDollars(raw);
    },
    perLogAt(factor) {
      const at = sqrtPriceScaled(pool.sqrtPriceX96, factor, pool);
      let liquidity = 0n;
      for (const range of ranges) if (range.low <= at && at < range.high) liquidity += range.liquidity;
      return toDollars(virtualQuoteReserveDown(liquidity, at, pool)) / 2n;
    },
  };
}
