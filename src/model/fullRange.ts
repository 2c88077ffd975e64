import { liquidityFor } from "./depth.ts";
import type { MarketSide } from "./marketPrice.ts";
import type { LiquidityPosition } from "./poolFromPositions.ts";
import { sqrtPriceAtTick, usableTicks } from "./tickMath.ts";

/**
 * One position over the whole grid whose quote reserve at this √price is at most `quoteReserve` (raw units): a
 * constant product pool, up to the ends of the grid (a relative 10⁻¹⁹ of the reserve).
 */
export function fullRangePosition(
  sqrtPriceX96: bigint,
  tickSpacing: number,
  quoteReserve: bigint,
  side: MarketSide,
): LiquidityPosition {
  const { lower, upper } = usableTicks(tickSpacing);
  const end = sqrtPriceAtTick(side.baseIsToken0 ? lower : upper);
  return { tickLower: lower, tickUpper: upper, liquidity: liquidityFor(quoteReserve, sqrtPriceX96, end, side) };
}
