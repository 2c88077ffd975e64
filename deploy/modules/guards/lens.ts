import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import type { ScenarioModule } from "../futures.ts";

/** The lens through which the lab sees how the controls stand. */
export function guardLensModule(): ScenarioModule {
  return buildModule("GuardLens", (m) => ({ guardLens: m.contract("GuardLens") }));
}
