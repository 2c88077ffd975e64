import { Interface } from "ethers";
import { ChainReader } from "../../venues/chainReader.ts";
import { createVenues } from "../../venues/venues.ts";
import type { HealthCheck } from "../../world/forkOrigin.ts";
import { read } from "../../world/read.ts";
import type { World } from "../../world/world.ts";

const POOL = new Interface([
  "function getUserAccountData(address) view returns (uint256 collateralBase, uint256 debtBase, uint256, uint256, uint256, uint256 healthFactor)",
]);
/** How many accounts are asked about at once. */
const TOGETHER = 100;

/**
 * Whether the lab takes every account to be as healthy as the pool itself does, to the wei: collateral, debt and health
 * factor. What differs would be a rule of the pool that its agents do not know.
 */
export async function checkHealth(world: World): Promise<HealthCheck> {
  const { lending, ...rest } = createVenues(world);
  await new ChainReader(world, { lending, ...rest }, []).read(lending.positions);
  const differing: string[] = [];
  for (let from = 0; from < lending.positions.length; from += TOGETHER) {
    const some = lending.positions.slice(from, from + TOGETHER);
    const answers = await Promise.all(
      some.map(({ account }) => read(world.chain, world.deployment.lendingPool, POOL, "getUserAccountData", [account])),
    );
    some.forEach((position, i) => {
      const { collateralBase, debtBase, healthFactor } = lending.accountData(position);
      const own = answers[i];
      const isSame =
        own?.collateralBase === collateralBase && own.debtBase === debtBase && own.healthFactor === healthFactor;
      if (!isSame) differing.push(position.account);
    });
  }
  return { accounts: lending.positions.length, differing: differing.length, first: differing[0] ?? null };
}
