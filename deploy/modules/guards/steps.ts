import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import type { ScenarioModule } from "../futures.ts";
import { ROLES } from "../roles.ts";

/** What closes large debts in steps; no tier is set. */
export function stepsModule(): ScenarioModule {
  return buildModule("Steps", (m) => ({ steps: m.contract("TieredLiquidation", [m.getAccount(ROLES.lab)]) }));
}
