import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import type { Scenario } from "../../src/scenario/schema.ts";
import { type Futures, futureOf, type ScenarioModule } from "./futures.ts";
import { ROLES } from "./roles.ts";

/** A token for each asset but shares, by symbol; staked ones over the token of their underlying. */
export function tokensModule(scenario: Scenario): ScenarioModule {
  return buildModule("Tokens", (m) => {
    const lab = m.getAccount(ROLES.lab);
    const tokens: Futures = {};
    for (const [symbol, { decimals, staked, vault }] of Object.entries(scenario.assets)) {
      if (staked === undefined && vault === undefined)
        tokens[symbol] = m.contract("MintableToken", [symbol, symbol, decimals, lab], { id: symbol });
    }
    for (const [symbol, { staked }] of Object.entries(scenario.assets)) {
      if (staked === undefined) continue;
      const args = [symbol, symbol, futureOf(tokens, staked.over), staked.exchangeRate, staked.growthPerYear, lab];
      tokens[symbol] = m.contract("StakedToken", args, { id: symbol });
    }
    return tokens;
  });
}
