import { WAD } from "../../units.ts";
import type { Openings } from "../openings.ts";
import type { OpeningPlan } from "../population.ts";
import type { Call } from "../transaction.ts";
import type { World } from "../world.ts";
import { comingExposure } from "./comingExposure.ts";
import { type Granted, largestCall } from "./largestCall.ts";
import type { OpeningCap } from "./openingCap.ts";
import { stakeGrowth } from "./stakeGrowth.ts";
import { toBase } from "./toBase.ts";
import { usdOf } from "./usdOf.ts";

/**
 * Lets everyone who has supplied borrow as much of its plan as the registry lets it, one debt after another in the
 * order of the plan: what is held until the money is used is measured without it. Returns the plans as they came out.
 */
export async function borrowWithin<Plan extends OpeningPlan>(
  world: World,
  cap: OpeningCap,
  openings: Openings,
  plans: readonly Plan[],
  settle: (calls: readonly Call[]) => Promise<void>,
): Promise<Plan[]> {
  const { scenario } = world;
  const coming = await comingExposure(world);
  const weight = scenario.treatments?.cap?.weights.lending ?? WAD;
  const opened = plans.map((plan) => ({ ...plan, borrow: { ...plan.borrow } }));
  const debts = Math.max(0, ...plans.map(({ borrow }) => Object.keys(borrow).length));
  for (let debt = 0; debt < debts; debt++) {
    const asked = await Promise.all(opened.map((plan) => ask(plan, debt)));
    await settle(opened.flatMap((plan, i) => take(plan, debt, asked[i] ?? { amount: 0n })));
  }
  return opened;

  async function ask(plan: Plan, debt: number): Promise<Granted> {
    const { symbol, wanted } = debtOf(plan, debt);
    const account = plan.holder.address;
    const call = (amount: bigint) => openings.borrow(plan, symbol, amount);
    const equityOf = (amount: bigint) => (-toBase(scenario, usdOf(scenario, symbol, amount)) * weight) / WAD;
    const step = { account, wanted, call, exposureOf: () => 0n, equityOf };
    return largestCall(stakeGrowth(cap, step, await coming(account)));
  }

  function take(plan: Plan, debt: number, { amount, refused }: Granted): Call[] {
    const { symbol, wanted } = debtOf(plan, debt);
    if (refused !== undefined) {
      plan.borrow[symbol] = (amount * WAD) / 10n ** BigInt(scenario.assets[symbol]?.decimals ?? 18);
      const [wantedUsd, gotUsd] = [usdOf(scenario, symbol, wanted), usdOf(scenario, symbol, amount)];
      cap.record(plan.holder, "lending", refused, wantedUsd, gotUsd);
    }
    return amount === 0n ? [] : [openings.borrow(plan, symbol, amount)];
  }

  function debtOf({ borrow }: Plan, debt: number): { symbol: string; wanted: bigint } {
    const [symbol, whole] = Object.entries(borrow)[debt] ?? ["", 0n];
    return { symbol, wanted: openings.units(symbol, whole) };
  }
}
