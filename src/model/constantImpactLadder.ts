import { badInput } from "../errors.ts";
import { WAD } from "../units.ts";
import { liquidityFor } from "./depth.ts";
import type { MarketSide } from "./marketPrice.ts";
import type { LiquidityPosition } from "./poolFromPositions.ts";
import { sqrtPriceAtTick } from "./tickMath.ts";
import { lnWad } from "./transcendental.ts";

const LOG_TICK = lnWad((10_001n * WAD) / 10_000n);

/**
 * Rungs of `rungTicks` from `tickLower` to `tickUpper` that each pay `depthPerLog` (raw quote units per unit of log
 * price): liquidity ∝ price^(−1/2) in the limit, so that the log impact of a dollar is the same at every price.
 */
export function constantImpactLadder(
  tickLower: number,
  tickUpper: number,
  rungTicks: number,
  depthPerLog: bigint,
  side: MarketSide,
): LiquidityPosition[] {
  if (rungTicks <= 0 || tickLower >= tickUpper || (tickUpper - tickLower) % rungTicks !== 0) {
    throw badInput("LADDER_UNEVEN", `The ticks ${tickLower} to ${tickUpper} hold no whole number of ${rungTicks}.`);
  }
  const quoteARung = (depthPerLog * BigInt(rungTicks) * LOG_TICK) / WAD;
  return Array.from({ length: (tickUpper - tickLower) / rungTicks }, (_, rung) => {
    const lower = tickLower + rung * rungTicks;
    const upper = lower + rungTicks;
    const liquidity = liquidityFor(quoteARung, sqrtPriceAtTick(lower), sqrtPriceAtTick(upper), side);
    return { tickLower: lower, tickUpper: upper, liquidity };
  });
}
