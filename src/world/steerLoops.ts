import { vaultOf } from "../scenario/vaultOf.ts";
import type { LoopVaultConfig } from "../scenario/vaultSchema.ts";
import { WAD } from "../units.ts";
import type { VaultInfo } from "./deployment.ts";
import { GAS } from "./encode.ts";
import { startPrices } from "./poolPositions.ts";
import type { Progress } from "./progress.ts";
import { read } from "./read.ts";
import { repriceCalls } from "./repriceCalls.ts";
import { findRoute } from "./route.ts";
import type { SetupClock } from "./setupClock.ts";
import type { Call } from "./transaction.ts";
import { LOOP_VAULT, VAULT } from "./vaultAbi.ts";
import { orVaultFault, vaultFault } from "./vaultFault.ts";
import type { World } from "./world.ts";

/** A vault this near to its target is there: a thousandth of it. */
const NEAR = 1_000n;
const MOST_ROUNDS = 12;

/**
 * Levers every loop vault to its target, the lab being its keeper for as long. It trades no more at once than the
 * scenario lets a keeper, but without rest and without halving the gap each time; after each trade the outside world
 * brings the pools back to the start, so that what a vault pays does not depend on its size.
 */
export async function steerLoops(world: World, clock: SetupClock, progress: Progress): Promise<void> {
  const loops = world.deployment.vaults.filter(({ kind }) => kind === "loop");
  for (const [i, vault] of loops.entries()) {
    progress("levering vaults", i, loops.length);
    await orVaultFault(vault, steer(world, clock, vault));
  }
  if (loops.length > 0) progress("levering vaults", loops.length, loops.length);
}

async function steer(world: World, clock: SetupClock, vault: VaultInfo): Promise<void> {
  const { chain, scenario, deployment, transactor } = world;
  const { lab } = deployment.roles;
  const { asset, debt, leverage } = vaultOf(scenario, vault.symbol) as LoopVaultConfig;
  const [supply] = await read(chain, vault.address, VAULT, "totalSupply");
  if (supply === 0n || (await isThere())) return;

  const [found] = await read(chain, vault.address, LOOP_VAULT, "getConfig");
  const config = found.toObject();
  const restless = { ...config, recenteringSpeed: WAD, cooldown: 0n, ripcordCooldown: 0n };
  const pools = findRoute(deployment.ammPools, debt, asset).map(({ pool }) => pool);
  await settle([set(restless), keep(true)]);
  for (let round = 0; round < MOST_ROUNDS && !(await isThere()); round++) {
    const [net] = await read(chain, vault.address, LOOP_VAULT, "totalAssets");
    const trades = Number((net * leverage.target) / WAD / config.maxTrade) + 1;
    await settle(Array.from({ length: trades }, rebalance).flat());
  }
  await settle([set(config), keep(false)]);
  const reached = await read(chain, vault.address, LOOP_VAULT, "leverage").then(([value]) => BigInt(value));
  if (reached < leverage.min || reached > leverage.max) throw vaultFault(vault, reached);

  async function isThere(): Promise<boolean> {
    const [reached] = await read(chain, vault.address, LOOP_VAULT, "leverage");
    const gap = reached > leverage.target ? reached - leverage.target : leverage.target - reached;
    return gap <= leverage.target / NEAR;
  }

  function rebalance(): Call[] {
    const data = LOOP_VAULT.encodeFunctionData("rebalance", [true]);
    const trade = { from: lab, to: vault.address, data, gas: GAS.vaultKeeping };
    return [trade, ...repriceCalls(world, pools, startPrices(scenario.assets))];
  }

  function set(to: object): Call {
    return {
      from: lab,
      to: vault.address,
      data: LOOP_VAULT.encodeFunctionData("setConfig", [to]),
      gas: GAS.vaultSetting,
    };
  }

  function keep(allowed: boolean): Call {
    return {
      from: lab,
      to: vault.address,
      data: VAULT.encodeFunctionData("setKeeper", [lab, allowed]),
      gas: GAS.token,
    };
  }

  async function settle(calls: readonly Call[]): Promise<void> {
    world.setup.push(...(await clock.settle(transactor, calls)));
  }
}
