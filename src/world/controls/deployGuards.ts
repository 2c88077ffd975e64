import type { BaseContract } from "ethers";
import type { ScenarioModule } from "../../../deploy/modules/futures.ts";
import { GUARDIAN } from "../../../deploy/modules/guardian.ts";
import { guardModules } from "../../../deploy/modules/guards/guardModules.ts";
import { relayModule } from "../../../deploy/modules/guards/relay.ts";
import type { Scenario } from "../../scenario/schema.ts";
import { vaultOrder } from "../../scenario/vaultOrder.ts";
import { venuesOf } from "../../scenario/venuesOf.ts";
import type { Chain } from "../chain.ts";
import type { GuardDeployment } from "../deployment.ts";
import { type Addresses, addressAt, addressesOf } from "../deployVaults.ts";
import { guardScopes } from "./guardScopes.ts";

/** Deploys the controls that a scenario switches on, on the suite and its vaults; nothing without treatments. */
export async function deployGuards(
  chain: Chain,
  scenario: Scenario,
  suite: Addresses,
): Promise<GuardDeployment | undefined> {
  const { treatments } = scenario;
  if (treatments === undefined) return undefined;
  const accounts = await chain.request<string[]>("eth_accounts");
  let own: Addresses = {};
  for (const module of guardModules(scenario, treatments, { at: (name) => addressAt(suite, name), venue: venueAt }))
    own = { ...own, ...(await deployed(module)) };

  const asksMargin = treatments.margin?.venues.includes("perps") ? [own.margin] : [];
  const hooks = [own.registry, own.breaker, ...asksMargin].filter((hook) => hook !== undefined);
  const { relay } = hooks.length > 1 ? await deployed(relayModule(hooks)) : {};
  const hook = relay ?? hooks[0];
  const venues = Object.fromEntries(venuesOf(scenario).map((name) => [name, venueAt(name)]));
  return {
    ...present({ hook, relay, registry: own.registry, breaker: own.breaker }),
    ...present({ deficitWatch: own.deficitWatch, shortfallWatch: own.shortfallWatch }),
    ...present({ margin: own.margin, perpMargin: own.perpMargin, steps: own.steps }),
    lens: addressAt(own, "guardLens"),
    guardian: (accounts[GUARDIAN] ?? "").toLowerCase(),
    venues,
    adapters: named("adapter"),
    marginViews: named("view"),
    openInterest: named("interest"),
    toxicZones: named("zone"),
    scopes: guardScopes(scenario, venues, (symbol) => addressAt(suite, `token ${symbol}`)),
  };

  async function deployed(module: ScenarioModule): Promise<Addresses> {
    const contracts = await chain.connection.ignition.deploy(module);
    return addressesOf(contracts as unknown as Record<string, BaseContract>);
  }

  function venueAt(name: string): string {
    if (vaultOrder(scenario.assets).includes(name)) return addressAt(suite, `token ${name}`);
    return addressAt(suite, name === "lending" ? "lendingPool" : "perpExchange");
  }

  /** Addresses of one kind, by what follows it in their names. */
  function named(kind: string): Record<string, string> {
    const found = Object.entries(own).filter(([name]) => name.startsWith(`${kind} `));
    return Object.fromEntries(found.map(([name, address]) => [name.slice(kind.length + 1), address]));
  }
}

function present<Key extends string>(
  optional: Readonly<Record<Key, string | undefined>>,
): Partial<Record<Key, string>> {
  const found = Object.entries(optional).filter(([, address]) => address !== undefined);
  return Object.fromEntries(found) as Partial<Record<Key, string>>;
}
