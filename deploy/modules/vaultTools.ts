import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import { type Futures, futureOf, type ScenarioModule } from "./futures.ts";

/** What reads vaults, and what liquidates those who borrow against their shares. */
export function vaultToolsModule(lending: ScenarioModule, amm: ScenarioModule): ScenarioModule {
  return buildModule("VaultTools", (m) => {
    const pool = futureOf(m.useModule(lending), "lendingPool");
    const { swapRouter } = m.useModule(amm) as Record<"swapRouter", Futures[string]>;
    return { vaultLens: m.contract("VaultLens"), shareLiquidator: m.contract("ShareLiquidator", [pool, swapRouter]) };
  });
}
