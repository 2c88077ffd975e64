import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import type { Scenario } from "../../../src/scenario/schema.ts";
import type { Treatments } from "../../../src/scenario/treatmentSchema.ts";
import type { Futures, ScenarioModule } from "../futures.ts";
import { ROLES } from "../roles.ts";
import type { GuardSite } from "./guardSite.ts";

/** The scenario itself says how slowly a threshold moves, and begins it at the reserve's own at once. [seconds] */
const MIN_RAMP = 0;

/** Scaled margins, which are a reserve's terms too, and what reads the open interest of an asset's first market. */
export function marginModule({ perps }: Scenario, { margin }: Treatments, site: GuardSite): ScenarioModule {
  return buildModule("Margin", (m) => {
    const futures: Futures = { margin: m.contract("MarginScaling", [m.getAccount(ROLES.lab), MIN_RAMP]) };
    if (margin?.venues.includes("perps")) futures.perpMargin = m.contract("PerpMargin");
    if (margin?.openInterest === undefined) return futures;
    const markets = Object.values(perps?.markets ?? {});
    for (const symbol of margin.assets) {
      const market = markets.findIndex(({ asset }) => asset === symbol);
      if (market < 0) continue;
      const args = [site.at("perpExchange"), market];
      futures[`interest ${symbol}`] = m.contract("PerpOpenInterest", args, { id: `Interest_${symbol}` });
    }
    return futures;
  });
}
