import { FaultlineError } from "../errors.ts";
import type { PoolState } from "./swap.ts";
import { tickAtSqrtPrice } from "./tickMath.ts";

/** Liquidity between two ticks, both multiples of the pool's spacing. */
export type LiquidityPosition = { readonly tickLower: number; readonly tickUpper: number; readonly liquidity: bigint };

/** The state of a pool at a √price (X96) that holds these positions; `fee` in hundredths of a basis point. */
export function poolFromPositions(
  sqrtPriceX96: bigint,
  fee: number,
  tickSpacing: number,
  positions: readonly LiquidityPosition[],
): PoolState {
  const tick = tickAtSqrtPrice(sqrtPriceX96);
  const net = new Map<number, bigint>();
  let liquidity = 0n;
  for (const position of positions) {
    const { tickLower, tickUpper } = position;
    if (tickLower >= tickUpper || tickLower % tickSpacing !== 0 || tickUpper % tickSpacing !== 0) {
      throw new FaultlineError("POSITION_INVALID", `No position can span ${tickLower} to ${tickUpper} here.`);
    }
    net.set(tickLower, (net.get(tickLower) ?? 0n) + position.liquidity);
    net.set(tickUpper, (net.get(tickUpper) ?? 0n) - position.liquidity);
    if (tickLower <= tick && tick < tickUpper) liquidity += position.liquidity;
  }
  // A tick where one position ends and an equal one begins stays initialized: the swap still stops at it.
  const ticks = [...net].map(([index, liquidityNet]) => ({ index, liquidityNet })).sort((a, b) => a.index - b.index);
  return { sqrtPriceX96, tick, liquidity, fee, tickSpacing, ticks };
}
