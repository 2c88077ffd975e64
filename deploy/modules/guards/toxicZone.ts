import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import type { Scenario } from "../../../src/scenario/schema.ts";
import type { ToxicZoneConfig } from "../../../src/scenario/treatmentSchema.ts";
import type { Futures, ScenarioModule } from "../futures.ts";
import type { GuardSite } from "./guardSite.ts";

/** `ToxicZone.Rule`, in its order. */
const RULES = ["halt", "zeroBonus", "holdHealth"] as const;

/** An incentive around the own one of each reserve that the control is for; all that are collateral without a list. */
export function toxicZoneModule({ lending }: Scenario, zone: ToxicZoneConfig, site: GuardSite): ScenarioModule {
  const reserves = Object.entries(lending.reserves);
  const collateral = reserves.filter(([, reserve]) => reserve.liquidationThreshold > 0n).map(([symbol]) => symbol);
  return buildModule("ToxicZone", (m) => {
    const futures: Futures = {};
    for (const symbol of zone.assets ?? collateral) {
      const args = [site.at(`incentive ${symbol}`), RULES.indexOf(zone.rule)];
      futures[`zone ${symbol}`] = m.contract("ToxicZone", args, { id: `Zone_${symbol}` });
    }
    return futures;
  });
}
