import { encode, GAS } from "./encode.ts";
import { Openings } from "./openings.ts";
import type { OpeningPlan } from "./population.ts";
import { isShare } from "./sharesNeeded.ts";
import type { Call } from "./transaction.ts";
import type { World } from "./world.ts";

/** How many times what lenders supply the lab adds: no demand of a run comes near. */
const TIMES = 20n;

/** Cuts the liquidity channel: the lab lends so much of every reserve that none is ever lent out. */
export function boundless({ scenario, deployment }: World, plans: readonly OpeningPlan[]): Call[] {
  const openings = new Openings(scenario, deployment);
  const { roles, lendingPool, tokens } = deployment;
  return Object.entries(scenario.lending.reserves).flatMap(([symbol, { borrowable }]) => {
    const lent = plans
      .filter(({ holder }) => holder.kind === "lender")
      .reduce((sum, { supply }) => sum + (supply[symbol] ?? 0n), 0n);
    const amount = TIMES * openings.units(symbol, lent);
    if (!borrowable || amount === 0n || isShare(scenario, symbol)) return [];
    const data = encode("supply", [tokens[symbol], amount, roles.lab, 0]);
    return [
      openings.mint(symbol, roles.lab, amount),
      openings.approve(symbol, roles.lab, lendingPool),
      { from: roles.lab, to: lendingPool, data, gas: GAS.supply },
    ];
  });
}
