import type { PerpBook } from "../venues/perpBook.ts";
import type { PerpMarket } from "../venues/perpMarket.ts";
import type { PerpPlan } from "./perpCallPlan.ts";

/** Settles each order whose time has come and clears those whose time is over; the others wait. */
export function planOrders(book: PerpBook): PerpPlan {
  const plan: PerpPlan = { calls: [], waits: false };
  const next = book.block + 1n;
  for (const { account, orders, positions } of book.accounts) {
    for (const [id, order] of orders) {
      const { settlementDelay, settlementWindow } = (book.markets[id] as PerpMarket).terms.trading;
      const from = order.committed + settlementDelay;
      if (next < from) plan.waits = true;
      if (next < from) continue;
      const action = next <= from + settlementWindow ? "settleOrder" : "clearOrder";
      plan.calls.push({ action, args: [id, account], subject: account, positions: positions.size + 1, state: order });
    }
  }
  return plan;
}
