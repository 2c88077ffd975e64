import type { PoolState } from "../model/swap.ts";
import type { AmmPoolInfo } from "./deployment.ts";
import { encode, GAS } from "./encode.ts";
import { startPrices } from "./poolPositions.ts";
import { repriceCalls } from "./repriceCalls.ts";
import type { Call } from "./transaction.ts";
import type { World } from "./world.ts";

/**
 * Lets the outside world trade pools back to where the run begins: to their assets' prices, or, on a fork, whose pools
 * may stand a little beside its oracle, to where they stood on the real chain.
 */
export function restorePools(world: World, pools: readonly AmmPoolInfo[]): Call[] {
  const { deployment, scenario, poolStates } = world;
  if (world.fork === undefined) return repriceCalls(world, pools, startPrices(scenario.assets));
  return pools.map(({ address }) => {
    const state = poolStates[deployment.ammPools.findIndex((pool) => pool.address === address)] as PoolState;
    return {
      from: deployment.roles.lab,
      to: deployment.externalMarket,
      data: encode("reprice", [address, state.sqrtPriceX96]),
      gas: GAS.reprice,
    };
  });
}
