import { PerpModel } from "../../src/model/perps/perpModel.ts";
import type { SwapOrder } from "../../src/model/swap.ts";
import { swap } from "../../src/model/swap.ts";
import type { BasisVenue } from "../../src/model/vaults/basisVenue.ts";
import { stakeSupplied } from "../../src/model/vaults/reserveStake.ts";
import type { BasisOutsideStep } from "./basisSteps.ts";
import type { BasisFixture } from "./basisWorld.ts";
import { FEED } from "./perpModelStart.ts";
import { ENOUGH } from "./vaultOutside.ts";
import { sqrtPriceOf } from "./vaultWorld.ts";

/** What others do to prices, the reserve, the market and the exchange, and what they give. */
export function outsideBasis(fixture: BasisFixture, venue: BasisVenue, step: BasisOutsideStep): BasisVenue {
  switch (step.kind) {
    case "price":
      return { ...venue, prices: { ...venue.prices, spotPrice: step.price } };
    case "index":
      return onExchange(venue, (model) => model.print({ market: 0, feed: "index", price: step.price * FEED }));
    case "exchange":
      return onExchange(venue, (model) => model.apply(step.action));
    case "status":
      return onExchange(venue, (model) => model.setStatus(0, step.status));
    case "lend":
    case "bringBack":
      return venue;
    case "give":
      return given(venue, step.way, step.amount);
    case "align":
    case "swap": {
      const order = basisOrderOf(fixture, venue, step);
      if (order === null) return venue;
      return { ...venue, path: venue.path.map((hop) => ({ ...hop, pool: swap(hop.pool, order).pool })) };
    }
  }
}

/** The swap that a step is; null where the market stands at the oracle's price already. */
export function basisOrderOf(
  fixture: BasisFixture,
  venue: BasisVenue,
  step: BasisOutsideStep & { kind: "align" | "swap" },
): SwapOrder | null {
  if (step.kind === "swap") return { zeroForOne: step.zeroForOne, amount: step.amount };
  const { assetPrice, spotPrice } = venue.prices;
  const aimed = sqrtPriceOf(fixture.listing, fixture.collateralIsToken0, assetPrice, spotPrice);
  const now = venue.path[0]?.pool.sqrtPriceX96 ?? aimed;
  return aimed === now ? null : { zeroForOne: aimed < now, amount: ENOUGH, sqrtPriceLimitX96: aimed };
}

/** Assets, spot, claims on the pool, or margin. */
function given(venue: BasisVenue, way: "asset" | "spot" | "claims" | "margin", amount: bigint): BasisVenue {
  if (way === "asset") return { ...venue, idle: venue.idle + amount };
  if (way === "spot") return { ...venue, spot: venue.spot + amount };
  if (way === "margin") {
    return onExchange(venue, (model) => model.apply({ kind: "deposit", account: venue.account, token: null, amount }));
  }
  const { parked, arithmetic } = venue;
  return parked === null ? venue : { ...venue, parked: stakeSupplied(parked, amount, arithmetic) };
}

function onExchange(venue: BasisVenue, act: (model: PerpModel) => void): BasisVenue {
  const model = new PerpModel(venue.exchange);
  act(model);
  return { ...venue, exchange: model.state };
}
