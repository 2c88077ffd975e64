import { abs, WAD } from "../../units.ts";
import { type LiquidationWindow, type PerpMarketState, skewOf } from "./marketState.ts";
import type { PerpTerms } from "./terms.ts";

/** When: seconds and block number. */
export type Moment = { readonly time: bigint; readonly block: bigint };

/**
 * What may still be liquidated now, in wad base; null without a limit. A window runs from its first liquidation; in a
 * block that has seen none a new one begins while the skew is below its bound.
 */
export function windowLeft(market: PerpMarketState, terms: PerpTerms, now: Moment): bigint | null {
  const { windowSize } = terms.liquidation;
  if (windowSize === 0n) return null;
  if (startsAnew(market, terms, now)) return windowSize;
  return windowSize > market.windowUsed ? windowSize - market.windowUsed : 0n;
}

/** The window after `size` is liquidated; `market` is as before, the skew too. */
export function windowUsed(
  market: PerpMarketState,
  terms: PerpTerms,
  now: Moment,
  size: bigint,
): Pick<LiquidationWindow, "windowStart" | "windowBlock" | "windowUsed"> {
  const { windowStart, windowBlock, windowUsed } = market;
  if (terms.liquidation.windowSize === 0n) return { windowStart, windowBlock, windowUsed };
  const anew = startsAnew(market, terms, now);
  return {
    windowStart: anew ? now.time : windowStart,
    windowBlock: now.block,
    windowUsed: (anew ? 0n : windowUsed) + size,
  };
}

function startsAnew(market: PerpMarketState, { liquidation, trading }: PerpTerms, now: Moment): boolean {
  if (now.time >= market.windowStart + liquidation.windowSeconds) return true;
  if (now.block === market.windowBlock) return false;
  return abs(skewOf(market)) < (liquidation.maxSkewInWindow * trading.skewScale) / WAD;
}
