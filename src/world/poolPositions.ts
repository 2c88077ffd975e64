import { badInput } from "../errors.ts";
import { constantImpactLadder } from "../model/constantImpactLadder.ts";
import { positionsForDepth } from "../model/depth.ts";
import { fullRangePosition } from "../model/fullRange.ts";
import type { MarketSide } from "../model/marketPrice.ts";
import type { LiquidityPosition } from "../model/poolFromPositions.ts";
import { tickAtSqrtPrice } from "../model/tickMath.ts";
import type { PoolConfig } from "../scenario/schema.ts";
import { startPrice } from "../scenario/startPrice.ts";

/** Tick spacing by Uniswap v3 fee tier. */
export const TICK_SPACING: Readonly<Record<number, number>> = { 100: 1, 500: 10, 3000: 60, 10000: 200 };

/** A constant-impact ladder spans the price divided and multiplied by about 12. */
const LADDER_TICKS = 25_000;
const LADDER_RUNGS = 100;

/**
 * The positions that give a pool the scenario's depth around a √price. Depths in the scenario are USD; `quotePriceUsd`
 * [wad] and `quoteUnit` turn them into the quote's smallest unit. `POOL_TOO_THIN` when nothing of it is left.
 */
export function poolPositions(
  config: PoolConfig,
  sqrtPriceX96: bigint,
  side: MarketSide,
  quotePriceUsd: bigint,
  quoteUnit: bigint,
): LiquidityPosition[] {
  const spacing = TICK_SPACING[config.feeTier] as number;
  const inQuote = (usd: bigint) => (usd * quoteUnit) / quotePriceUsd;
  const stated: (bigint | undefined)[] = Object.values(config.depth);
  if (stated.some((usd) => usd !== undefined && usd > 0n && inQuote(usd) === 0n)) throw tooThin(config);
  const positions = build();
  if (positions.length === 0 || positions.some((position) => position.liquidity === 0n)) throw tooThin(config);
  return positions;

  function build(): LiquidityPosition[] {
    const { depth } = config;
    if ("constantProductUsd" in depth) {
      return [fullRangePosition(sqrtPriceX96, spacing, inQuote(depth.constantProductUsd), side)];
    }
    if ("constantUsdPerLog" in depth) {
      const rung = Math.ceil((2 * LADDER_TICKS) / LADDER_RUNGS / spacing) * spacing;
      const middle = Math.floor(tickAtSqrtPrice(sqrtPriceX96) / spacing) * spacing;
      const reach = (LADDER_RUNGS / 2) * rung;
      return constantImpactLadder(middle - reach, middle + reach, rung, inQuote(depth.constantUsdPerLog), side);
    }
    const within10 = inQuote(depth.within10PercentUsd);
    const tail = depth.beyondUsd === undefined ? within10 : inQuote(depth.beyondUsd);
    return positionsForDepth(
      sqrtPriceX96,
      spacing,
      { within2: inQuote(depth.within2PercentUsd), within10, tail },
      side,
    );
  }
}

function tooThin({ base, quote }: PoolConfig) {
  return badInput("POOL_TOO_THIN", `The depth of ${base}/${quote} is less than the pool can hold.`, {
    place: "pools",
    hint: "State a larger depth in USD.",
  });
}

/** USD [wad] of one whole unit of each asset at the start, as `startPrice` has it. */
export function startPrices(assets: Parameters<typeof startPrice>[0]["assets"]): Map<string, bigint> {
  return new Map(Object.keys(assets).map((symbol) => [symbol, startPrice({ assets }, symbol)]));
}
