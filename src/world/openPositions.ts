import { boundless } from "./boundless.ts";
import type { OpeningCap } from "./cap/openingCap.ts";
import { openWithin } from "./cap/openWithin.ts";
import { openingBatches } from "./openingBatches.ts";
import { Openings } from "./openings.ts";
import { type OpeningPlan, planPopulation } from "./population.ts";
import { orPositionFault } from "./positionFault.ts";
import type { Progress } from "./progress.ts";
import { restorePools } from "./restorePools.ts";
import { findRoute } from "./route.ts";
import { SETUP_GAS, type SetupClock } from "./setupClock.ts";
import { takesShares } from "./sharesNeeded.ts";
import { stockOf } from "./stock.ts";
import type { Call } from "./transaction.ts";
import type { World } from "./world.ts";

/**
 * Opens every planned position with its own transactions, but those on shares, which need their vaults at work. After a loop has traded, the outside world brings the pools
 * it used back to the start, so that the order of the population does not decide what a loop costs.
 */
export async function openPositions(
  world: World,
  clock: SetupClock,
  progress: Progress,
  cap?: OpeningCap,
): Promise<void> {
  const { scenario, deployment, transactor, seed } = world;
  const everyone = planPopulation(scenario, seed);
  const plans = everyone.filter((plan) => !takesShares(scenario, plan));
  const openings = new Openings(scenario, deployment);
  world.holders.push(...everyone.map((plan) => plan.holder));
  await transactor.adopt(everyone.map(({ holder }) => holder.address));

  const isPlain = (symbol: string) => scenario.assets[symbol]?.vault === undefined;
  const plain = Object.keys(scenario.assets).filter(
    (symbol) => isPlain(symbol) && !deployment.ungiven?.includes(symbol),
  );
  const stock = plain.map((symbol) => openings.mint(symbol, deployment.externalMarket, stockOf(deployment)));
  world.setup.push(...(await clock.settle(transactor, stock)));
  const callsOf = (plan: OpeningPlan) => [...openings.open(plan), ...afterwards(plan)];
  // What asking the controls may take comes on top of what a call says: at most as much again.
  const blockGas = deployment.guards === undefined ? SETUP_GAS : SETUP_GAS / 2;
  const batches = openingBatches(plans, callsOf, ({ leverage }) => leverage !== undefined, blockGas);
  let opened = 0;
  for (const { plans: batch, calls } of batches) {
    progress("opening positions", opened, plans.length);
    const holders = batch.map(({ holder }) => holder);
    const settle = async (sent: readonly Call[]) => {
      world.setup.push(...(await orPositionFault(holders, clock.settle(transactor, sent))));
    };
    if (cap === undefined) await settle(calls);
    else await openWithin(world, cap, openings, batch, { afterwards, settle });
    opened += batch.length;
  }
  if (!scenario.channels.liquidity) world.setup.push(...(await clock.settle(transactor, boundless(world, everyone))));
  progress("opening positions", plans.length, plans.length);

  function afterwards(plan: OpeningPlan): Call[] {
    const { pair } = plan.holder;
    if (plan.leverage === undefined || pair === undefined) return [];
    return restorePools(
      world,
      findRoute(deployment, pair.debt, pair.collateral).map((hop) => hop.pool),
    );
  }
}
