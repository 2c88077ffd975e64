import type { Openings } from "../openings.ts";
import type { OpeningPlan } from "../population.ts";
import type { Call } from "../transaction.ts";
import type { World } from "../world.ts";
import { borrowWithin } from "./borrowWithin.ts";
import { loopWithin } from "./loopWithin.ts";
import type { OpeningCap } from "./openingCap.ts";

/** How a batch opens beside its plans. */
export interface Opening {
  /** Whether a holder has what it supplies already. */
  has?(symbol: string): boolean;
  /** What follows on a loop. */
  afterwards?(plan: OpeningPlan): Call[];
  settle(calls: readonly Call[]): Promise<void>;
}

/**
 * Opens a batch of positions under a cap. Everyone supplies what it brings, whatever comes of its debt, but a looper,
 * which keeps its equity where its loop is refused. Returns the plans as they came out, in their order.
 */
export async function openWithin<Plan extends OpeningPlan>(
  world: World,
  cap: OpeningCap,
  openings: Openings,
  batch: readonly Plan[],
  opening: Opening,
): Promise<Plan[]> {
  const opened: Plan[] = [];
  for (const part of cap.batches(batch)) opened.push(...(await openPart(world, cap, openings, part, opening)));
  return opened;
}

async function openPart<Plan extends OpeningPlan>(
  world: World,
  cap: OpeningCap,
  openings: Openings,
  batch: readonly Plan[],
  { has, afterwards = () => [], settle }: Opening,
): Promise<Plan[]> {
  await settle([...cap.pokes(), ...batch.flatMap((plan) => openings.prepare(plan, has))]);
  const debtors = batch.filter(({ leverage }) => leverage === undefined);
  const loopers = batch.filter(({ leverage }) => leverage !== undefined);
  const opened = [
    ...(await borrowWithin(world, cap, openings, debtors, settle)),
    ...(await loopWithin(world, cap, openings, loopers, afterwards, settle)),
  ];
  await settle(opened.flatMap((plan) => openings.defend(plan)));
  const byAddress = new Map(opened.map((plan) => [plan.holder.address, plan]));
  return batch.map((plan) => byAddress.get(plan.holder.address) ?? plan);
}
