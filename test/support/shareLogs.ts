import { VAULT_EVENTS } from "../../src/trace/vaultEvent.ts";
import { WAD } from "../../src/units.ts";
import type { Log } from "../../src/world/transaction.ts";
import { AT, type AttributedBlock, logOf } from "./attributedBlock.ts";
import { address } from "./tinyEconomy.ts";

/** A vault's addresses in made-up logs: one over WETH, and one over the shares of the first. */
export const VAULT = address(0xf1);
export const OUTER = address(0xf2);
/** Shares of a vault over WETH as worth as one ether at the start. */
export const SHARE = 10n ** 24n;
/** The same of the vault over those shares. */
export const OUTER_SHARE = 10n ** 30n;

/** Fees of the vault over WETH: 1 % on the way in, 2 % on the way out. */
const FEES = { entry: WAD / 100n, exit: WAD / 50n, management: 0n, performance: 0n };

/** An event of a vault. */
export function vaultLog(vault: string, name: string, ...args: readonly unknown[]): Log {
  const { data, topics } = VAULT_EVENTS.encodeEventLog(name, args);
  return { address: vault, topics, data, logIndex: "0x0" };
}

/** A transfer of tokens or shares. */
export function moved(token: string, from: string, to: string, amount: bigint): Log {
  return logOf(token, "Transfer", from, to, amount);
}

/** Adds the vaults `ethVault`, over WETH, and `outerVault`, over shares of the first, to a made-up economy. */
export function addVaults({ economy }: AttributedBlock): void {
  const { deployment, scenario } = economy.world;
  const common = { kind: "loop" as const, rate: "", feed: "", laterFeeds: {}, pool: null };
  deployment.vaults.push(
    { ...common, symbol: "outerVault", address: OUTER, asset: "ethVault" },
    { ...common, symbol: "ethVault", address: VAULT, asset: "WETH" },
  );
  Object.assign(deployment.tokens, { ethVault: VAULT, outerVault: OUTER });
  const none = { entry: 0n, exit: 0n, management: 0n, performance: 0n };
  Object.assign(scenario.assets, {
    ethVault: { decimals: 24, vault: { asset: "WETH", fees: FEES } },
    outerVault: { decimals: 30, vault: { asset: "ethVault", fees: none } },
  });
}

/** Gives the vault over WETH so much ether, and so many shares to each of these accounts. */
export function fill(block: AttributedBlock, ether: bigint, shares: Record<string, bigint>): void {
  block.give(AT.weth, VAULT, ether);
  for (const [account, amount] of Object.entries(shares)) block.give(VAULT, account, amount);
}
