import { Interface } from "ethers";
import { poolFromPositions } from "../model/poolFromPositions.ts";
import type { Deployment } from "./deployment.ts";
import { encode, GAS, MAX_UINT } from "./encode.ts";
import { type PoolPlan, planPools } from "./poolPlans.ts";
import { TICK_SPACING } from "./poolPositions.ts";
import type { SetupClock } from "./setupClock.ts";
import type { Call } from "./transaction.ts";
import type { World } from "./world.ts";

const POOL = new Interface([
  "function initialize(uint160 sqrtPriceX96)",
  "function increaseObservationCardinalityNext(uint16 size)",
]);
const MINTER = new Interface(["function mint(address pool, int24 tickLower, int24 tickUpper, uint128 liquidity)"]);
const OBSERVATIONS = 64;

/**
 * Brings each created pool to its starting price and fills it to the stated depth; keeps its state in the world. Pools
 * of shares are filled when there are shares.
 */
export async function seedPools(world: World, clock: SetupClock): Promise<void> {
  const { scenario, deployment, transactor } = world;
  const { lab, liquidityProvider } = deployment.roles;
  const calls: Call[] = [];

  for (const symbol of new Set(scenario.pools.flatMap((pool) => [pool.base, pool.quote]))) {
    const token = deployment.tokens[symbol] ?? "";
    if (scenario.assets[symbol]?.vault === undefined)
      calls.push({ from: lab, to: token, data: encode("mint", [liquidityProvider, 10n ** 40n]), gas: GAS.token });
    calls.push({
      from: liquidityProvider,
      to: token,
      data: encode("approve", [deployment.minter, MAX_UINT]),
      gas: GAS.token,
    });
  }
  for (const plan of planPools(scenario, deployment)) {
    const { info, sqrtPrice, positions } = plan;
    calls.push({ from: lab, to: info.address, data: POOL.encodeFunctionData("initialize", [sqrtPrice]), gas: 300_000 });
    const grow = POOL.encodeFunctionData("increaseObservationCardinalityNext", [OBSERVATIONS]);
    calls.push({ from: lab, to: info.address, data: grow, gas: 3_000_000 });
    if (!plan.ofShares) calls.push(...fillPool(deployment, plan));
    world.poolStates.push(poolFromPositions(sqrtPrice, info.fee, TICK_SPACING[info.fee] as number, positions));
  }
  world.setup.push(...(await clock.settle(transactor, calls)));
}

/** The liquidity provider's positions in one pool. */
export function fillPool({ roles, minter }: Deployment, { info, positions }: PoolPlan): Call[] {
  return positions.map(({ tickLower, tickUpper, liquidity }) => {
    const data = MINTER.encodeFunctionData("mint", [info.address, tickLower, tickUpper, liquidity]);
    return { from: roles.liquidityProvider, to: minter, data, gas: 700_000 };
  });
}
