import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import type { Scenario } from "../../../src/scenario/schema.ts";
import type { Treatments } from "../../../src/scenario/treatmentSchema.ts";
import type { Futures, ScenarioModule } from "../futures.ts";
import { ROLES } from "../roles.ts";
import type { GuardSite } from "./guardSite.ts";
import { marginViews } from "./marginViews.ts";

/** The circuit breaker, with who tells it of losses, and through what it holds accounts to a spread. Nothing is set. */
export function breakerModule(scenario: Scenario, treatments: Treatments, site: GuardSite): ScenarioModule {
  return buildModule("Breaker", (m) => {
    const breaker = m.contract("CircuitBreaker", [m.getAccount(ROLES.lab)]);
    const futures: Futures = { breaker };
    const { lossStop, priceVelocity } = treatments;
    if (lossStop !== undefined) {
      const args = [breaker, site.at("lendingPool"), site.at("oracle")];
      futures.deficitWatch = m.contract("DeficitWatch", args);
      if (scenario.perps !== undefined)
        futures.shortfallWatch = m.contract("ShortfallWatch", [breaker, site.at("perpExchange")]);
    }
    if (priceVelocity?.response === "widen") Object.assign(futures, marginViews(m, scenario));
    return futures;
  });
}
