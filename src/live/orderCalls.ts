import { encode, GAS, MAX_UINT } from "../world/encode.ts";
import type { Call } from "../world/transaction.ts";
import type { OrderPlan } from "./openPlan.ts";
import type { Session } from "./session.ts";

/** What the user's account sends for an order: margin, if it brings any, and the order or its commitment. */
export function orderCalls({ world }: Session, plan: OrderPlan): Call[] {
  const { deployment } = world;
  const { user: from } = deployment.roles;
  const { book, market, deposit } = plan;
  const { exchange, quote } = book.venue;
  const token = deployment.tokens[quote] ?? "";
  const brought = encode("deposit(address,uint256,address)", [token, deposit, from]);
  const margin = [
    { from, to: token, data: encode("approve", [exchange, MAX_UINT]), gas: GAS.token },
    { from, to: exchange, data: brought, gas: GAS.perpDeposit },
  ];
  const name = market.terms.trading.settlementDelay === 0n ? "trade" : "commitOrder";
  const order = encode(name, [market.id, plan.sizeDelta, plan.acceptablePrice, plan.reduceOnly]);
  return [...(deposit > 0n ? margin : []), { from, to: exchange, data: order, gas: GAS.perpTrade }];
}
