import type { Call } from "../../world/transaction.ts";
import { LoopCalls } from "../loopCalls.ts";
import type { LoopPlan } from "../loopPlan.ts";
import type { Session } from "../session.ts";
import { rehearse } from "./rehearse.ts";

/**
 * Tries a whole loop without sending it: `GUARD_WOULD_REFUSE` where a control would not let a step of it pass. Swaps are
 * reckoned with at what the pools quote as the steps before leave them.
 */
export async function rehearseLoop(session: Session, plan: LoopPlan): Promise<void> {
  const calls = new LoopCalls(session, plan);
  if (plan.iterations === undefined) return rehearse(session, [...calls.prepare(), calls.flash()]);

  const { collateral, debt } = plan;
  const amm = session.venues.amm.copy();
  const steps: Call[] = [...calls.prepare(), calls.supply(plan.equity)];
  let deposit = plan.equity;
  for (let step = 1; step <= plan.iterations; step++) {
    const borrowed = calls.borrowedDown(deposit);
    const sale = amm.sell(debt.symbol, collateral.symbol, borrowed);
    amm.apply(sale.after);
    deposit = sale.amountOut;
    const swap = collateral === debt ? [] : [calls.swap(borrowed, deposit)];
    steps.push(calls.borrow(borrowed), ...swap, calls.supply(deposit));
  }
  return rehearse(session, steps);
}
