import type { LoadedScenario } from "../scenario/load.ts";
import { setupStart, startSeconds } from "../scenario/timeline.ts";
import { fundAgents } from "./agentFunds.ts";
import { armControls } from "./armControls.ts";
import { lowerVaults } from "./cap/lowerVaults.ts";
import { OpeningCap } from "./cap/openingCap.ts";
import { recordVaults } from "./cap/recordVaults.ts";
import { openChain } from "./chain.ts";
import { openControls } from "./controls/openControls.ts";
import { deploySuite } from "./deploySuite.ts";
import { guardGas } from "./guardGas.ts";
import { openPerps } from "./openPerps.ts";
import { openPositions } from "./openPositions.ts";
import { openShares } from "./openShares.ts";
import { pledgeShares } from "./pledgeShares.ts";
import { pokeCalls } from "./pokeCalls.ts";
import type { Progress } from "./progress.ts";
import { fundReplay } from "./replayFunds.ts";
import { seedPools } from "./seedPools.ts";
import { settleStart } from "./settleStart.ts";
import { SETUP_GAS, SetupClock } from "./setupClock.ts";
import { steerLoops } from "./steerLoops.ts";
import { Transactor } from "./transactor.ts";
import type { World } from "./world.ts";

/**
 * Builds the scenario's economy on a fresh in-process chain: deploys the suite, fills the pools, lets every holder
 * open its position, brings vaults to their targets before and after whoever borrows against their shares, funds the
 * agents, and brings all prices to their start. Deterministic in scenario and seed.
 */
export async function buildWorld(loaded: LoadedScenario, seed: number, progress: Progress = () => {}): Promise<World> {
  const { scenario, lowered } = lowerVaults(loaded.scenario);
  const { blockGasLimit, ordering } = scenario.chain;
  const order = ordering === "priority-fee" ? "priority" : "fifo";
  const chain = await openChain({
    startTime: setupStart(scenario),
    blockGasLimit: blockGasLimit > SETUP_GAS ? blockGasLimit : SETUP_GAS,
    order,
  });
  progress("deploying", 0, 1);
  const deployment = await deploySuite(chain, scenario);
  await chain.request("evm_setAutomine", [false]);

  const transactor = new Transactor(chain, guardGas(deployment));
  await transactor.adopt(Object.values(deployment.roles));
  if (deployment.guards !== undefined) await transactor.adopt([deployment.guards.guardian]);
  const clock = await SetupClock.start(chain, startSeconds(scenario) - scenario.chain.blockSeconds);
  const world: World = {
    loaded,
    scenario,
    seed,
    chain,
    transactor,
    deployment,
    holders: [],
    agentAccounts: new Map(),
    poolStates: [],
    curtailed: [],
    setup: [],
    time: clock.end,
  };

  await seedPools(world, clock);
  await openControls(world, clock);
  const cap = OpeningCap.of(world);
  await openPositions(world, clock, progress, cap);
  await openShares(world, clock, progress, cap);
  await steerLoops(world, clock, progress, cap);
  const borrowed = await pledgeShares(world, clock, progress, cap);
  await fundAgents(world, clock, cap);
  await fundReplay(world, clock);
  await steerLoops(world, clock, progress, cap);
  world.setup.push(...(await clock.settle(transactor, pokeCalls(world))));
  await openPerps(world, clock, progress, borrowed, cap);
  if (cap !== undefined) await recordVaults(world, cap, lowered);
  await armControls(world, clock);
  await settleStart(world, clock);
  await chain.request("evm_setBlockGasLimit", [`0x${blockGasLimit.toString(16)}`]);
  return world;
}
