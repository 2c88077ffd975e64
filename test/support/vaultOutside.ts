import { swap } from "../../src/model/swap.ts";
import { withIdle } from "../../src/model/vaults/loopVault.ts";
import { type LoopVenue, repaid, supplied } from "../../src/model/vaults/loopVenue.ts";
import type { OutsideStep } from "./vaultSteps.ts";
import { sqrtPriceOf, type VaultFixture } from "./vaultWorld.ts";

/** More than any swap to a price limit uses. */
export const ENOUGH = 2n ** 150n;

/** What others do to prices, reserves and the market, and what they give. */
export function outside(fixture: VaultFixture, venue: LoopVenue, step: OutsideStep): LoopVenue {
  switch (step.kind) {
    case "price":
      return { ...venue, pair: { ...venue.pair, [step.side === 0 ? "collateralPrice" : "debtPrice"]: step.price } };
    case "lend":
    case "bringBack":
      return venue;
    case "give":
      return given(venue, step.way, step.amount);
    case "align":
    case "swap": {
      const order = orderOf(fixture, venue, step);
      if (order === null) return venue;
      return { ...venue, path: venue.path.map((hop) => ({ ...hop, pool: swap(hop.pool, order).pool })) };
    }
  }
}

/** The swap that a step is; null where the market stands at the oracle's price already. */
export function orderOf(fixture: VaultFixture, venue: LoopVenue, step: OutsideStep & { kind: "align" | "swap" }) {
  if (step.kind === "swap") return { zeroForOne: step.zeroForOne, amount: step.amount };
  const { collateralPrice, debtPrice } = venue.pair;
  const aimed = sqrtPriceOf(fixture.listing, fixture.collateralIsToken0, collateralPrice, debtPrice);
  const now = venue.path[0]?.pool.sqrtPriceX96 ?? aimed;
  return aimed === now ? null : { zeroForOne: aimed < now, amount: ENOUGH, sqrtPriceLimitX96: aimed };
}

/** Idle collateral, claims on the pool, or repaid debt. */
function given(venue: LoopVenue, way: "transfer" | "supply" | "repay", amount: bigint): LoopVenue {
  if (way === "repay") return repaid(venue, amount);
  const richer = withIdle(venue, amount);
  return way === "transfer" ? richer : supplied(richer, amount);
}
