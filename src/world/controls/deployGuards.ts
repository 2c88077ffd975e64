import type { BaseContract } from "ethers";
import type { ScenarioModule } from "../../../deploy/modules/futures.ts";
import { GUARDIAN } from "../../../deploy/modules/guardian.ts";
import type { GuardSite } from "../../../deploy/modules/guards/guardSite.ts";
import { guardLensModule } from "../../../deploy/modules/guards/lens.ts";
import { registryModule } from "../../../deploy/modules/guards/registry.ts";
import type { Scenario } from "../../scenario/schema.ts";
import { vaultOrder } from "../../scenario/vaultOrder.ts";
import { venuesOf } from "../../scenario/venuesOf.ts";
import type { Chain } from "../chain.ts";
import type { GuardDeployment } from "../deployment.ts";
import { type Addresses, addressAt, addressesOf } from "../deployVaults.ts";

/** Deploys the controls that a scenario switches on, on the suite and its vaults; nothing without treatments. */
export async function deployGuards(
  chain: Chain,
  scenario: Scenario,
  suite: Addresses,
): Promise<GuardDeployment | undefined> {
  const { treatments } = scenario;
  if (treatments === undefined) return undefined;
  const accounts = await chain.request<string[]>("eth_accounts");
  const venues = Object.fromEntries(venuesOf(scenario).map((name) => [name, venueAt(name)]));
  const site: GuardSite = { at: (name) => addressAt(suite, name), venue: venueAt };
  const lens = addressAt(await deployed(guardLensModule()), "guardLens");
  const guards: GuardDeployment = { guardian: (accounts[GUARDIAN] ?? "").toLowerCase(), venues, adapters: {}, lens };
  if (treatments.cap !== undefined) {
    const own = await deployed(registryModule(scenario, treatments.cap, site));
    guards.registry = addressAt(own, "registry");
    for (const name of ["lending", "perps", "shares"])
      if (`adapter ${name}` in own) guards.adapters[name] = addressAt(own, `adapter ${name}`);
  }
  const hook = guards.registry;
  if (hook !== undefined) guards.hook = hook;
  return guards;

  async function deployed(module: ScenarioModule): Promise<Addresses> {
    const contracts = await chain.connection.ignition.deploy(module);
    return addressesOf(contracts as unknown as Record<string, BaseContract>);
  }

  function venueAt(name: string): string {
    if (vaultOrder(scenario.assets).includes(name)) return addressAt(suite, `token ${name}`);
    return addressAt(suite, name === "lending" ? "lendingPool" : "perpExchange");
  }
}
