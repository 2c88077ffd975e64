import type { IgnitionModuleBuilder } from "@nomicfoundation/ignition-core";
import type { LoopVaultConfig } from "../../src/scenario/vaultSchema.ts";
import type { Futures } from "./futures.ts";
import { linkedLibraries } from "./linkedLibraries.ts";
import { ROLES } from "./roles.ts";
import { loopConfig, vaultTerms } from "./vaultConfigs.ts";
import type { VaultSite } from "./vaultSite.ts";

const LIBRARIES = ["LoopCashLib", "LoopConfigLib", "LoopFulfilLib", "LoopTradeLib"];

/** A loop vault, owned by the lab; its fees go to the treasury. */
export function loopVault(
  m: IgnitionModuleBuilder,
  symbol: string,
  vault: LoopVaultConfig,
  site: VaultSite,
): Futures[string] {
  const setup = {
    collateral: site.at(`token ${vault.asset}`),
    debt: site.at(`token ${vault.debt}`),
    pool: site.at("lendingPool"),
    swapRouter: site.at("swapRouter"),
    quoter: site.at("quoter"),
    path: site.path(vault.debt, vault.asset),
    eMode: vault.eMode,
    name: symbol,
    symbol,
    owner: m.getAccount(ROLES.lab),
    terms: vaultTerms(vault, m.getAccount(ROLES.treasury)),
    config: loopConfig(vault, (usd) => site.units(vault.asset, usd)),
  };
  const libraries = linkedLibraries(m, "vaults", LIBRARIES);
  return m.contract("LoopVault", [setup as never], { id: symbol, libraries });
}
