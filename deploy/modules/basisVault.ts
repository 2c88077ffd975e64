import type { IgnitionModuleBuilder } from "@nomicfoundation/ignition-core";
import { ZeroAddress } from "ethers";
import type { PerpsConfig } from "../../src/scenario/perpSchema.ts";
import type { BasisVaultConfig } from "../../src/scenario/vaultSchema.ts";
import type { Futures } from "./futures.ts";
import { linkedLibraries } from "./linkedLibraries.ts";
import { ROLES } from "./roles.ts";
import { basisConfig, vaultTerms } from "./vaultConfigs.ts";
import type { VaultSite } from "./vaultSite.ts";

const LIBRARIES = ["BasisConfigLib", "BasisFulfilLib", "BasisHedgeLib", "BasisRebalanceLib", "BasisViewLib"];

/** A basis vault, owned by the lab; its fees go to the treasury. */
export function basisVault(
  m: IgnitionModuleBuilder,
  symbol: string,
  vault: BasisVaultConfig,
  perps: PerpsConfig,
  site: VaultSite,
): Futures[string] {
  const { asset, spot, market } = vault;
  const setup = {
    asset: site.at(`token ${asset}`),
    spot: site.at(`token ${spot}`),
    rate: perps.markets[market]?.asset === spot ? ZeroAddress : site.at(`token ${spot}`),
    exchange: site.at("perpExchange"),
    market: Object.keys(perps.markets).indexOf(market),
    oracle: site.at("oracle"),
    pool: vault.parkedShare === 0n ? ZeroAddress : site.at("lendingPool"),
    swapRouter: site.at("swapRouter"),
    quoter: site.at("quoter"),
    path: site.path(asset, spot),
    name: symbol,
    symbol,
    owner: m.getAccount(ROLES.lab),
    terms: vaultTerms(vault, m.getAccount(ROLES.treasury)),
    config: basisConfig(vault, (usd) => site.units(asset, usd)),
  };
  const libraries = linkedLibraries(m, "vaults", LIBRARIES);
  return m.contract("BasisVault", [setup as never], { id: symbol, libraries });
}
