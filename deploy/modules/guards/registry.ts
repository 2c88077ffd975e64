import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import type { ArgumentType, Future } from "@nomicfoundation/ignition-core";
import type { CapConfig } from "../../../src/scenario/capSchema.ts";
import type { Scenario } from "../../../src/scenario/schema.ts";
import { SETUP_SECONDS } from "../../../src/scenario/timeline.ts";
import { vaultOf } from "../../../src/scenario/vaultOf.ts";
import { vaultOrder } from "../../../src/scenario/vaultOrder.ts";
import { venuesOf } from "../../../src/scenario/venuesOf.ts";
import { WAD } from "../../../src/units.ts";
import { type Futures, futureOf, type ScenarioModule } from "../futures.ts";
import { GUARDIAN } from "../guardian.ts";
import { linkedLibraries } from "../linkedLibraries.ts";
import { ROLES } from "../roles.ts";
import type { GuardSite } from "./guardSite.ts";
import { registryClaims } from "./registryClaims.ts";
import { registryTerms } from "./registryTerms.ts";

const LIBRARIES = ["AccountCheckLib", "CircleLib", "SnapshotLib", "SystemLib"];
/** Adapters in the order in which an account is read, by the name of their weight. */
const VENUES = ["lending", "perps", "shares"] as const;

/**
 * The leverage registry, told of every venue, vault and internal claim. It observes and has no cap: those are set when
 * they are to bind. While the world is set up, what it stored of vaults lasts: they tell it of each trade.
 */
export function registryModule(scenario: Scenario, cap: CapConfig, site: GuardSite): ScenarioModule {
  return buildModule("Registry", (m) => {
    const terms = registryTerms(Math.max(cap.maxAgeSeconds, SETUP_SECONDS));
    const libraries = linkedLibraries(m, "guards/registry", LIBRARIES);
    const registry = m.contract("LeverageRegistry", [site.at("oracle"), terms, 0, m.getAccount(ROLES.lab)], {
      libraries,
    });
    const futures: Futures = { registry, "adapter lending": m.contract("LendingAdapter", [site.at("lendingPool")]) };
    const venues = venuesOf(scenario);
    const vaults = vaultOrder(scenario.assets);
    if (scenario.perps !== undefined) {
      const bases = Object.values(scenario.perps.markets).map(({ asset }) => site.at(`token ${asset}`));
      futures["adapter perps"] = m.contract("PerpAdapter", [site.at("perpExchange"), bases]);
    }
    if (vaults.length > 0)
      futures["adapter shares"] = m.contract("ShareAdapter", [vaults.map((symbol) => site.venue(symbol))]);
    for (const symbol of vaults) {
      const { kind } = vaultOf(scenario, symbol);
      futures[`reader ${kind}`] ??=
        kind === "loop"
          ? m.contract("LoopVaultAdapter")
          : m.contract("BasisVaultAdapter", [futureOf(futures, "adapter perps")]);
    }

    let last: Future = registry;
    for (const name of VENUES) {
      const adapter = futures[`adapter ${name}`];
      if (adapter === undefined) continue;
      set("setAdapter", [adapter, true, cap.weights[name] ?? WAD], name);
      if (name === "shares") set("setHands", [adapter]);
    }
    for (const symbol of vaults) {
      const reader = futureOf(futures, `reader ${vaultOf(scenario, symbol).kind}`);
      set("setVault", [site.venue(symbol), reader], symbol);
    }
    for (const name of venues) set("setVenue", [site.venue(name), true], name);
    const claims = registryClaims(m, scenario, futures, site);
    if (claims.length > 0) set("setClaims", [claims]);
    set("setGuardian", [m.getAccount(GUARDIAN)]);
    return futures;

    /** One after another, so that the order of what it lists is always the same. */
    function set(name: string, args: ArgumentType[], id = ""): void {
      last = m.call(registry, name, args, { id: `${name}_${id}`, after: [last] });
    }
  });
}
