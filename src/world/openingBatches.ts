import type { Call } from "./transaction.ts";

/** Most plans of a batch. */
const PLANS = 200;

/** Plans whose transactions are sent together, and these in their order. */
export interface OpeningBatch<Plan> {
  plans: Plan[];
  calls: Call[];
}

/**
 * Plans in their order, as many a batch as `blockGas` holds by the limits of their calls where one of them trades. A
 * block leaves out what does not fit and takes what comes later: a loop would trade where another had left the pools,
 * and how much gas the others take would decide its price. What no plan trades may spill over.
 */
export function openingBatches<Plan>(
  plans: readonly Plan[],
  callsOf: (plan: Plan) => Call[],
  trades: (plan: Plan) => boolean,
  blockGas: number,
): OpeningBatch<Plan>[] {
  const batches: OpeningBatch<Plan>[] = [];
  let [gas, isOrdered] = [0, false];
  for (const plan of plans) {
    const calls = callsOf(plan);
    const more = calls.reduce((sum, call) => sum + call.gas, 0);
    const last = batches.at(-1);
    const isTrading = isOrdered || trades(plan);
    if (last === undefined || last.plans.length === PLANS || (isTrading && gas + more > blockGas)) {
      batches.push({ plans: [plan], calls });
      [gas, isOrdered] = [more, trades(plan)];
      continue;
    }
    last.plans.push(plan);
    last.calls.push(...calls);
    [gas, isOrdered] = [gas + more, isTrading];
  }
  return batches;
}
