import { vaultOf } from "../scenario/vaultOf.ts";
import type { BasisVaultConfig } from "../scenario/vaultSchema.ts";
import { WAD } from "../units.ts";
import type { OpeningCap } from "./cap/openingCap.ts";
import type { VaultInfo } from "./deployment.ts";
import { printCalls } from "./printCalls.ts";
import type { Progress } from "./progress.ts";
import { read } from "./read.ts";
import type { SetupClock } from "./setupClock.ts";
import { type Steering, steerVault, tradesFor } from "./steerVault.ts";
import { BASIS_VAULT } from "./vaultAbi.ts";
import { vaultPools } from "./vaultPools.ts";
import type { World } from "./world.ts";

/** A vault that has all but this part of its assets at work is there: a thousandth. */
const NEAR = 1_000n;

/** Lets every basis vault buy its spot and go short, once there are longs to be short against. */
export async function steerHedges(
  world: World,
  clock: SetupClock,
  progress: Progress,
  cap?: OpeningCap,
): Promise<void> {
  const vaults = hedgedVaults(world);
  if (vaults.length > 0) world.setup.push(...(await clock.settle(world.transactor, printCalls(world))));
  for (const [i, vault] of vaults.entries()) {
    progress("hedging vaults", i, vaults.length);
    await steerVault(world, clock, vault, steeringOf(world, vault), cap);
  }
  if (vaults.length > 0) progress("hedging vaults", vaults.length, vaults.length);
}

/** The vaults that are short. */
export function hedgedVaults({ deployment }: World): VaultInfo[] {
  return deployment.vaults.filter(({ kind }) => kind === "basis");
}

function steeringOf({ chain, scenario, deployment }: World, vault: VaultInfo): Steering {
  const { idleShare, hedge, marginRatio } = vaultOf(scenario, vault.symbol) as BasisVaultConfig;
  const ask = async (name: string) => (await read(chain, vault.address, BASIS_VAULT, name))[0];
  return {
    abi: BASIS_VAULT,
    restless: { cooldown: 0n, openCooldown: 0n },
    rebalance: BASIS_VAULT.encodeFunctionData("rebalance"),
    pools: vaultPools(scenario, deployment, vault.symbol),
    async left(maxTrade) {
      const [net, { idle, parked }] = [BigInt(await ask("totalAssets")), await ask("getPosition")];
      const surplus = BigInt(idle) + BigInt(parked) - (net * idleShare) / WAD;
      // What buys spot for one largest trade also brings its margin.
      const each = (maxTrade * (WAD + (hedge.target * marginRatio) / WAD)) / WAD;
      return surplus <= net / NEAR ? 0 : tradesFor(surplus, each);
    },
    reached: async () => ({ at: BigInt(await ask("hedgeRatio")), min: hedge.min, max: hedge.max }),
  };
}
