import { WAD } from "../../units.ts";
import { mulDivUp } from "../mulDiv.ts";
import { changePosition, type PositionChange } from "./changePosition.ts";
import { fillPrice } from "./fillPrice.ts";
import { type PerpMarketState, skewOf } from "./marketState.ts";
import { type OrderFee, orderFee } from "./orderFee.ts";
import type { PerpPosition } from "./position.ts";
import { movedSides, type Sides } from "./sides.ts";
import type { PerpTerms } from "./terms.ts";
import type { PoolTerms } from "./venueTerms.ts";

/** What an order does if nothing refuses it; money in quote, price in wad. */
export type OrderOutcome = PositionChange & {
  readonly fillPrice: bigint;
  readonly fee: OrderFee;
  /** The pool's part of the fee, rounded up. */
  readonly poolFee: bigint;
  readonly sides: Sides;
};

/** An order of `sizeDelta` (wad base, not zero) against a market whose funding is accrued. */
export function orderOutcome(
  market: Pick<PerpMarketState, "index" | "long" | "short" | "fundingIndex">,
  terms: PerpTerms,
  pool: PoolTerms,
  position: PerpPosition,
  sizeDelta: bigint,
  quoteUnit: bigint,
): OrderOutcome {
  const skew = skewOf(market);
  const price = fillPrice({ index: market.index, skew, skewScale: terms.trading.skewScale }, sizeDelta);
  const change = changePosition(position, sizeDelta, price, market.fundingIndex, quoteUnit);
  const fee = orderFee(terms.trading, skew, sizeDelta, price, quoteUnit);
  return {
    ...change,
    fillPrice: price,
    fee,
    poolFee: mulDivUp(fee.total, pool.feeShare, WAD),
    sides: movedSides(market, position, change.position),
  };
}
