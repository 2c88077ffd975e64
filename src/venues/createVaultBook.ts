import type { World } from "../world/world.ts";
import { shareFeed } from "./shareFeed.ts";
import { Vault } from "./vault.ts";
import { VaultBook } from "./vaultBook.ts";

/** Describes a world's vaults from its scenario; nothing is read from the chain yet. */
export function createVaultBook({ scenario, deployment }: World): VaultBook | undefined {
  if (deployment.vaults.length === 0) return undefined;
  const decimals = (symbol: string) => scenario.assets[symbol]?.decimals ?? 18;
  return new VaultBook(
    deployment.vaults.map((info) => {
      const config = scenario.assets[info.symbol]?.vault;
      if (config === undefined) throw new Error(`The deployment lists vault ${info.symbol}, the scenario does not.`);
      const oracle = scenario.channels.collateral ? config.oracle : ({ mode: "fixed" } as const);
      const spot = config.kind === "basis" ? decimals(config.spot) : 18;
      const later = Object.entries(info.laterFeeds).flatMap(([index, address]) => {
        const change = scenario.changes[Number(index)];
        return change?.kind === "shareOracle" ? [shareFeed(address, change.oracle)] : [];
      });
      const units = { share: decimals(info.symbol), asset: decimals(info.asset), spot };
      return new Vault(info, config, units, oracle, later);
    }),
  );
}
