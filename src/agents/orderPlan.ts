import { abs, WAD } from "../units.ts";
import type { PerpBook } from "../venues/perpBook.ts";
import type { PerpMarket } from "../venues/perpMarket.ts";
import type { View } from "./agent.ts";
import type { HeldBack } from "./heldBack.ts";
import type { PerpPlan } from "./perpCallPlan.ts";

/**
 * Settles each order whose time has come and clears those whose time is over; the others wait. So does one that a control
 * would refuse because the position grows by it.
 */
export function planOrders(book: PerpBook, view: View, heldBack: HeldBack): PerpPlan {
  const plan: PerpPlan = { calls: [], waits: false };
  const next = book.block + 1n;
  for (const { account, orders, positions } of book.accounts) {
    for (const [id, order] of orders) {
      const { name, terms } = book.markets[id] as PerpMarket;
      const { settlementDelay, settlementWindow } = terms.trading;
      const from = order.committed + settlementDelay;
      if (next < from) plan.waits = true;
      if (next < from) continue;
      const action = next <= from + settlementWindow ? "settleOrder" : "clearOrder";
      const [size, amount] = [positions.get(id)?.size ?? 0n, abs(order.sizeDelta)];
      const after = size + order.sizeDelta;
      const grows = action === "settleOrder" && !order.reduceOnly && (abs(after) > abs(size) || after * size < 0n);
      const refusal = grows
        ? view.guards?.refusalOf({ venue: "perps", symbol: name, action: "order", amount })
        : undefined;
      if (refusal !== undefined) {
        const volumeUsd = (amount * (book.now[id]?.index ?? 0n)) / WAD;
        heldBack.add(refusal, { venue: "perps", action: "order", account, volumeUsd });
        plan.waits = true;
        continue;
      }
      plan.calls.push({ action, args: [id, account], subject: account, positions: positions.size + 1, state: order });
    }
  }
  return plan;
}
