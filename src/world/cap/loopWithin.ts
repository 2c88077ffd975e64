import { WAD } from "../../units.ts";
import type { Openings } from "../openings.ts";
import type { OpeningPlan } from "../population.ts";
import type { Call } from "../transaction.ts";
import type { World } from "../world.ts";
import { aimBelow } from "./aimBelow.ts";
import { largestCall } from "./largestCall.ts";
import type { OpeningCap, Refused } from "./openingCap.ts";
import { usdOf } from "./usdOf.ts";

/** As many steps as a looper takes by hand, until it is so near to what the cap lets it reach, in parts of that. */
const MOST_STEPS = 100;
const NEAR = 1_000n;

interface Looper<Plan> {
  plan: Plan;
  /** Where it stands, and what it wants, [wad]. */
  at: bigint;
  wanted: bigint;
  refused?: Refused | undefined;
  isDone: boolean;
}

/**
 * Lets every looper lever as far as the registry lets it. A flash loan is measured when all is in place. What is
 * borrowed step by step is measured before it is used, so a loop whose steps are too large for the cap is repeated in
 * smaller ones, each as large as may be. Returns the plans as they came out; a leverage of 1 is a loop not opened.
 */
export async function loopWithin<Plan extends OpeningPlan>(
  world: World,
  cap: OpeningCap,
  openings: Openings,
  plans: readonly Plan[],
  afterwards: (plan: OpeningPlan) => Call[],
  settle: (calls: readonly Call[]) => Promise<void>,
): Promise<Plan[]> {
  const loopers = plans.map((plan): Looper<Plan> => {
    const wanted = plan.leverage ?? WAD;
    return { plan, at: WAD, wanted, isDone: false };
  });
  for (let step = 0; step < MOST_STEPS && loopers.some(({ isDone }) => !isDone); step++) {
    const calls = await Promise.all(loopers.map((looper) => (looper.isDone ? [] : next(looper, step === 0))));
    await settle(calls.flat());
  }
  return loopers.map(({ plan, at, wanted, refused }) => {
    if (refused !== undefined && at < wanted) recordLoop(plan, refused, wanted, at);
    return { ...plan, leverage: at };
  });

  async function next(looper: Looper<Plan>, isFirst: boolean): Promise<Call[]> {
    const { plan, at, wanted } = looper;
    const call = (debt: bigint) => openings.loop(plan, debt + WAD, isFirst);
    const { amount, refused } = await largestCall({
      wanted: wanted - WAD,
      ask: async (debt) => cap.foreseen(debt + WAD) ?? cap.refusal(call(debt)),
      // In steps: what is borrowed from `at` on must leave equity of at ÷ aim before it is used.
      size: async (aim, debt, leverage) =>
        plan.iterative ? at - (at * WAD) / aim : ((debt + WAD) * aim) / leverage - WAD,
    });
    const reached = amount + WAD;
    looper.refused ??= refused;
    looper.isDone = refused === undefined || !plan.iterative || reached <= at || isThere(reached, refused);
    if (reached <= at) return [];
    looper.at = reached;
    return [call(amount), ...afterwards(plan)];
  }

  function isThere(leverage: bigint, { limit }: Refused): boolean {
    const aim = aimBelow(limit);
    return aim - leverage <= aim / NEAR;
  }

  function recordLoop({ holder, supply }: Plan, refused: Refused, wanted: bigint, got: bigint): void {
    const collateral = holder.pair?.collateral ?? "";
    const equityUsd = usdOf(world.scenario, collateral, openings.units(collateral, supply[collateral] ?? 0n));
    const debtAt = (leverage: bigint) => (equityUsd * (leverage - WAD)) / WAD;
    cap.record(holder, "lending", refused, debtAt(wanted), debtAt(got));
  }
}
