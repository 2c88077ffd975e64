import type { PerpBook } from "../venues/perpBook.ts";
import type { PerpMarket } from "../venues/perpMarket.ts";
import { MAX_UINT } from "../world/encode.ts";
import type { Call } from "../world/transaction.ts";
import { perpCall, perpGas } from "./perpCalls.ts";

/** An order as an agent wants it; without a price it takes any. */
export interface PerpOrderPlan {
  market: PerpMarket;
  /** [wad base] */
  sizeDelta: bigint;
  /** Highest to buy at, lowest to sell at. [wad] */
  acceptablePrice?: bigint;
  reduceOnly: boolean;
}

/** Trades at once, or commits to it where the market settles orders later. */
export function orderCall(book: PerpBook, from: string, order: PerpOrderPlan): Call {
  const { market, sizeDelta, reduceOnly } = order;
  const action = market.terms.trading.settlementDelay === 0n ? "trade" : "commitOrder";
  const price = order.acceptablePrice ?? (sizeDelta > 0n ? MAX_UINT : 0n);
  const positions = (book.accountOf(from)?.positions.size ?? 0) + 1;
  return perpCall(
    book.venue.exchange,
    from,
    action,
    [market.id, sizeDelta, price, reduceOnly],
    perpGas(action, positions),
  );
}
