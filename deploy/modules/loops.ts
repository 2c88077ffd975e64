import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import { type Futures, futureOf, type ScenarioModule } from "./futures.ts";

/** The router that opens and closes loops, the flash liquidator, and the lens that the lab reads through. */
export function loopsModule(lending: ScenarioModule, amm: ScenarioModule): ScenarioModule {
  return buildModule("Loops", (m) => {
    const pool = futureOf(m.useModule(lending), "lendingPool");
    const { swapRouter, quoter } = m.useModule(amm) as Record<"swapRouter" | "quoter", Futures[string]>;
    const leverageRouter = m.contract("LeverageRouter", [pool, swapRouter, quoter]);
    const flashLiquidator = m.contract("FlashLiquidator", [pool, swapRouter]);
    const lens = m.contract("LabLens");
    return { leverageRouter, flashLiquidator, lens };
  });
}
