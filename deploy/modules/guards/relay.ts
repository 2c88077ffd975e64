import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import type { ScenarioModule } from "../futures.ts";

/** Asks several guards for a venue, in this order. */
export function relayModule(hooks: readonly string[]): ScenarioModule {
  return buildModule("Relay", (m) => ({ relay: m.contract("RiskHooks", [[...hooks]]) }));
}
