import type { Interface } from "ethers";
import type { OpeningCap } from "./cap/openingCap.ts";
import type { AmmPoolInfo, VaultInfo } from "./deployment.ts";
import { GAS } from "./encode.ts";
import { startPrices } from "./poolPositions.ts";
import { read } from "./read.ts";
import { repriceCalls } from "./repriceCalls.ts";
import type { SetupClock } from "./setupClock.ts";
import type { Call } from "./transaction.ts";
import { VAULT } from "./vaultAbi.ts";
import { orVaultFault, tooManyTrades, vaultFault } from "./vaultFault.ts";
import type { World } from "./world.ts";

const MOST_ROUNDS = 12;

/** More trades than this in one round are a `maxTradeUsd` gone wrong; mined, they would take minutes to hours. */
const MOST_TRADES = 2_000;

/** As many trades as fit an amount, at least one. */
export function tradesFor(amount: bigint, maxTrade: bigint): number {
  return Math.max(1, Number(amount / maxTrade));
}

/** How one kind of vault is steered. */
export interface Steering {
  /** With `getConfig` and `setConfig`. */
  abi: Interface;
  /** What of its config is set aside while the lab steers. */
  restless: Readonly<Record<string, bigint>>;
  /** Call data of one rebalance. */
  rebalance: string;
  /** What a rebalance trades in. */
  pools: AmmPoolInfo[];
  /**
   * How many rebalances at the vault's largest trade it takes from here, down but at least one; 0 when it is there.
   * One too many would trade a few units and be refused for what rounding costs.
   */
  left(maxTrade: bigint): Promise<number>;
  /** Where it stands [wad], and between which bounds it should. */
  reached(): Promise<{ at: bigint; min: bigint; max: bigint }>;
}

/**
 * Brings a vault to its target before the run, the lab being its keeper for as long. It trades no more at once than the
 * scenario lets a keeper, but without rest; after each trade the outside world brings the pools back to the start, so
 * that what a vault pays does not depend on its size. A vault without holders is left alone, and one that a cap refuses
 * stays where it is.
 */
export async function steerVault(
  world: World,
  clock: SetupClock,
  vault: VaultInfo,
  { abi, restless, rebalance, pools, left, reached }: Steering,
  cap?: OpeningCap,
): Promise<void> {
  const { chain, scenario, deployment, transactor } = world;
  const [supply] = await read(chain, vault.address, VAULT, "totalSupply");
  if (supply === 0n) return;
  const [found] = await read(chain, vault.address, abi, "getConfig");
  const config = found.toObject();
  let trades = await left(config.maxTrade);
  if (trades === 0) return;

  await settle([send(abi.encodeFunctionData("setConfig", [{ ...config, ...restless }])), appoint(true)]);
  // Where the registry looks at all together, what one trade has done decides over the next.
  const most = cap?.isShared === true ? 1 : MOST_TRADES;
  for (let round = 0; round < (most === 1 ? MOST_TRADES : MOST_ROUNDS) && trades > 0; round++) {
    if (trades > MOST_TRADES) throw tooManyTrades(vault, trades, MOST_TRADES);
    if (cap !== undefined) await settle(cap.pokes());
    const refused = await cap?.refusal(send(rebalance));
    cap?.heard(vault.symbol, refused);
    if (refused !== undefined) break;
    await settle(Array.from({ length: Math.min(trades, most) }, trade).flat());
    trades = await left(config.maxTrade);
  }
  await settle([send(abi.encodeFunctionData("setConfig", [config])), appoint(false)]);
  if (cap?.vaults.has(vault.symbol)) return;
  const { at, min, max } = await reached();
  if (at < min || at > max) throw vaultFault(vault, at);

  function trade(): Call[] {
    const call = { ...send(rebalance), gas: GAS.vaultKeeping };
    return [call, ...repriceCalls(world, pools, startPrices(scenario.assets))];
  }

  function appoint(allowed: boolean): Call {
    return send(VAULT.encodeFunctionData("setKeeper", [deployment.roles.lab, allowed]));
  }

  function send(data: string): Call {
    return { from: deployment.roles.lab, to: vault.address, data, gas: GAS.vaultSetting };
  }

  async function settle(calls: readonly Call[]): Promise<void> {
    world.setup.push(...(await orVaultFault(vault, clock.settle(transactor, calls))));
  }
}
