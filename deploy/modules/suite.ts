import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import type { Scenario } from "../../src/scenario/schema.ts";
import { ammModule } from "./amm.ts";
import type { ScenarioModule } from "./futures.ts";
import { lendingModule } from "./lending.ts";
import { loopsModule } from "./loops.ts";
import { marketModule } from "./market.ts";
import { oraclesModule } from "./oracles.ts";
import { perpsModule } from "./perps.ts";
import { tokensModule } from "./tokens.ts";
import { vaultToolsModule } from "./vaultTools.ts";

/**
 * Everything a scenario needs but its vaults, wired together. Each vault follows in a module of its own: this is the
 * only way a world is deployed.
 */
export function suiteModule(scenario: Scenario): ScenarioModule {
  const tokens = tokensModule(scenario);
  const oracles = oraclesModule(scenario, tokens);
  const amm = ammModule(scenario, tokens);
  const lending = lendingModule(scenario, tokens, oracles);
  const loops = loopsModule(lending, amm);
  const market = marketModule();
  const perps = scenario.perps === undefined ? [] : [perpsModule(scenario, scenario.perps, tokens, oracles, amm)];
  const hasVaults = Object.values(scenario.assets).some(({ vault }) => vault !== undefined);
  const tools = hasVaults ? [vaultToolsModule(lending, amm)] : [];
  return buildModule("Suite", (m) => {
    const named = Object.entries(m.useModule(tokens)).map(([symbol, future]) => [`token ${symbol}`, future] as const);
    const parts = [oracles, amm, lending, loops, market, ...perps, ...tools].map((module) => m.useModule(module));
    return Object.assign(Object.fromEntries(named), ...parts);
  });
}
