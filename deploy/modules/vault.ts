import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import type { IgnitionModuleBuilder } from "@nomicfoundation/ignition-core";
import type { Scenario } from "../../src/scenario/schema.ts";
import { vaultOf } from "../../src/scenario/vaultOf.ts";
import type { ShareOracle, VaultConfig } from "../../src/scenario/vaultSchema.ts";
import { basisVault } from "./basisVault.ts";
import type { Futures, ScenarioModule } from "./futures.ts";
import { loopVault } from "./loopVault.ts";
import { type ShareSources, shareFeed } from "./shareFeed.ts";
import { ShareListing } from "./shareListing.ts";
import type { VaultSite } from "./vaultSite.ts";

/**
 * One vault on what is deployed already, and its share wherever the scenario lists it: its rate, its pools, its feed,
 * the price oracle, lending and the exchange. A vault over shares of another is deployed after it.
 */
export function vaultModule(scenario: Scenario, symbol: string, site: VaultSite): ScenarioModule {
  return buildModule("Vault", (m) => {
    const config = vaultOf(scenario, symbol);
    const share = vaultItself(m, scenario, symbol, site);
    const rate = m.contract("ShareRate", [share]);
    const listing = new ShareListing(m, scenario, symbol, share, site);
    const sources: ShareSources = { symbol, baseFeed: site.at(`feed ${config.asset}`), share, rate };
    const market = listing.openPools();
    if (market !== undefined) sources.market = market;
    const feed = shareFeed(m, scenario, oracleOf(scenario, config), sources);
    const later = laterOracles(scenario, symbol).map(([change, oracle]): [string, Futures[string]] => [
      `feed ${symbol} ${change}`,
      shareFeed(m, scenario, oracle, sources, `_${change}`),
    ]);
    return {
      ...Object.fromEntries(later),
      [`token ${symbol}`]: share,
      [`rate ${symbol}`]: rate,
      [`feed ${symbol}`]: feed,
      ...listing.price(feed),
      ...listing.lend(),
      ...listing.takeAsMargin(feed),
    } satisfies Futures;
  });
}

function vaultItself(m: IgnitionModuleBuilder, scenario: Scenario, symbol: string, site: VaultSite) {
  const config = vaultOf(scenario, symbol);
  if (config.kind === "loop") return loopVault(m, symbol, config, site);
  if (scenario.perps === undefined) throw new Error(`There is no exchange for ${symbol}.`);
  return basisVault(m, symbol, config, scenario.perps, site);
}

/** With the channel cut, lending and the exchange never learn what became of a vault. */
function oracleOf({ channels }: Scenario, { oracle }: VaultConfig): ShareOracle {
  return channels.collateral || oracle.mode === "fixed" ? oracle : { mode: "fixed" };
}

/** What the lab lets lending read instead during the run, by index of the change. */
function laterOracles({ changes }: Scenario, symbol: string): [number, ShareOracle][] {
  return changes.flatMap((change, i) =>
    change.kind === "shareOracle" && change.vault === symbol ? [[i, change.oracle] as [number, ShareOracle]] : [],
  );
}
