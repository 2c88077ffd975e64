import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import type { ScenarioModule } from "./futures.ts";
import { ROLES } from "./roles.ts";

/** The outside world's account and the contract that arbitrages pools against it. */
export function marketModule(): ScenarioModule {
  return buildModule("Market", (m) => {
    const externalMarket = m.contract("ExternalMarket", [m.getAccount(ROLES.lab)]);
    const arbitrage = m.contract("Arbitrage", [externalMarket]);
    return { externalMarket, arbitrage };
  });
}
