import { vaultOf } from "../scenario/vaultOf.ts";
import type { LoopVaultConfig } from "../scenario/vaultSchema.ts";
import { abs, WAD } from "../units.ts";
import type { OpeningCap } from "./cap/openingCap.ts";
import type { VaultInfo } from "./deployment.ts";
import type { Progress } from "./progress.ts";
import { read } from "./read.ts";
import type { SetupClock } from "./setupClock.ts";
import { type Steering, steerVault, tradesFor } from "./steerVault.ts";
import { LOOP_VAULT } from "./vaultAbi.ts";
import { vaultPools } from "./vaultPools.ts";
import type { World } from "./world.ts";

/** A vault this near to its target leverage is there: a thousandth of it. */
const NEAR = 1_000n;

/** Levers every loop vault to its target, each after those that it is built on. */
export async function steerLoops(world: World, clock: SetupClock, progress: Progress, cap?: OpeningCap): Promise<void> {
  const loops = world.deployment.vaults.filter(({ kind }) => kind === "loop");
  for (const [i, vault] of loops.entries()) {
    progress("levering vaults", i, loops.length);
    await steerVault(world, clock, vault, steeringOf(world, vault), cap);
  }
  if (loops.length > 0) progress("levering vaults", loops.length, loops.length);
}

function steeringOf({ chain, scenario, deployment }: World, vault: VaultInfo): Steering {
  const { leverage } = vaultOf(scenario, vault.symbol) as LoopVaultConfig;
  const { target, min, max } = leverage;
  const ask = async (name: string) => BigInt((await read(chain, vault.address, LOOP_VAULT, name))[0]);
  return {
    abi: LOOP_VAULT,
    restless: { recenteringSpeed: WAD, cooldown: 0n, ripcordCooldown: 0n },
    rebalance: LOOP_VAULT.encodeFunctionData("rebalance", [true]),
    pools: vaultPools(scenario, deployment, vault.symbol),
    async left(maxTrade) {
      const gap = abs((await ask("leverage")) - target);
      return gap <= target / NEAR ? 0 : tradesFor(((await ask("totalAssets")) * gap) / WAD, maxTrade);
    },
    // The band may be the target alone, which no trade hits to the unit.
    reached: async () => ({ at: await ask("leverage"), min: min - target / NEAR, max: max + target / NEAR }),
  };
}
