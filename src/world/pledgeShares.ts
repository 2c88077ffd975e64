import { WAD } from "../units.ts";
import { type Deposit, depositWithin } from "./cap/depositWithin.ts";
import type { OpeningCap } from "./cap/openingCap.ts";
import { openWithin } from "./cap/openWithin.ts";
import { Openings } from "./openings.ts";
import { type OpeningPlan, planPopulation } from "./population.ts";
import { orPositionFault } from "./positionFault.ts";
import { printCalls } from "./printCalls.ts";
import type { Progress } from "./progress.ts";
import type { SetupClock } from "./setupClock.ts";
import { sharePrices } from "./sharePrices.ts";
import { isShare, takesShares } from "./sharesNeeded.ts";
import type { Call } from "./transaction.ts";
import { planStackers, type StackerPlan } from "./vaultPlans.ts";
import type { World } from "./world.ts";

const BATCH = 100;

/**
 * Opens every position that has shares as collateral, once their vaults are at work: what is drawn from equity and
 * health factor borrows against the price that lending reads then. Stackers deposit their part of the money at once.
 * Returns what each stacker borrowed, in smallest units, by address.
 */
export async function pledgeShares(
  world: World,
  clock: SetupClock,
  progress: Progress,
  cap?: OpeningCap,
): Promise<ReadonlyMap<string, bigint>> {
  const { scenario, deployment, transactor, seed } = world;
  const borrowed = new Map<string, bigint>();
  if (deployment.vaults.length === 0) return borrowed;
  world.setup.push(...(await clock.settle(transactor, printCalls(world))));
  const openings = new Openings(scenario, deployment);
  const moved = await sharePrices(world);
  const plans: (OpeningPlan | StackerPlan)[] = [
    ...planPopulation(scenario, seed).filter((plan) => takesShares(scenario, plan)),
    ...planStackers(scenario, seed),
  ];
  for (let start = 0; start < plans.length; start += BATCH) {
    progress("pledging shares", start, plans.length);
    const batch = plans.slice(start, start + BATCH).map(atPresentPrices);
    const has = (symbol: string) => isShare(scenario, symbol);
    const holders = batch.map(({ holder }) => holder);
    const settle = async (calls: readonly Call[]) => {
      world.setup.push(...(await orPositionFault(holders, clock.settle(transactor, calls))));
    };
    if (cap === undefined) {
      await settle(batch.flatMap((plan) => [...openings.open(plan, has), ...put(plan)]));
      continue;
    }
    const opened = await openWithin(world, cap, openings, batch, { has, settle });
    await depositWithin(world, cap, openings, opened.flatMap(deposits), settle);
  }
  if (plans.length > 0) progress("pledging shares", plans.length, plans.length);
  return borrowed;

  /** An account has the very debt that the scenario states. */
  function atPresentPrices<Plan extends OpeningPlan>(plan: Plan): Plan {
    const [share] = Object.keys(plan.supply);
    const factor = moved.get(share ?? "");
    if (plan.holder.kind === "account" || factor === undefined) return plan;
    const borrow = Object.entries(plan.borrow).map(([symbol, whole]) => [symbol, (whole * factor) / WAD] as const);
    return { ...plan, borrow: Object.fromEntries(borrow) };
  }

  function put(plan: OpeningPlan | StackerPlan): Call[] {
    return deposits(plan).flatMap(({ vault, holder, amount }) => openings.deposit(vault, holder.address, amount));
  }

  /** What a stacker puts into another vault; notes what it has borrowed. */
  function deposits(plan: OpeningPlan | StackerPlan): Deposit[] {
    if (!("money" in plan)) return [];
    const { holder, money, borrow, deposit } = plan;
    const amount = openings.units(money, borrow[money] ?? 0n);
    borrowed.set(holder.address, amount);
    const put = (amount * (deposit?.share ?? 0n)) / WAD;
    return deposit === undefined || put === 0n ? [] : [{ holder, vault: deposit.vault, amount: put }];
  }
}
