import { badInput } from "../../errors.ts";
import type { Scenario } from "../schema.ts";
import type { Treatments } from "../treatmentSchema.ts";
import { type PlaceIn, requireReserve } from "./listed.ts";

/** Steps and toxic zones of lending: tiers in their order, zones around what can be seized. */
export function checkLiquidationTerms(scenario: Scenario, { steps, toxicZone }: Treatments, place: PlaceIn): void {
  const { reserves } = scenario.lending;
  for (const [key, control] of [
    ["steps", steps],
    ["toxicZone", toxicZone],
  ] as const) {
    if (control === undefined || Object.values(reserves).some((reserve) => reserve.liquidationThreshold > 0n)) continue;
    throw badInput("CONTROL_BINDS_NOTHING", "There is no collateral in lending that could be seized.", {
      place: place(key),
      hint: "Give lending reserves a liquidationThreshold.",
    });
  }
  for (const [i, { aboveUsd }] of (steps?.tiers ?? []).entries()) {
    const before = steps?.tiers[i - 1];
    if (before === undefined || aboveUsd > before.aboveUsd) continue;
    throw badInput("TIERS_OUT_OF_ORDER", "Each tier is for larger debts than the one before.", {
      place: place("steps", "tiers", i, "aboveUsd"),
      hint: "List the smallest first, each size once.",
    });
  }
  for (const [i, symbol] of (toxicZone?.assets ?? []).entries()) {
    requireReserve(scenario, symbol, place("toxicZone", "assets", i));
    if ((reserves[symbol]?.liquidationThreshold ?? 0n) > 0n) continue;
    throw badInput("NO_COLLATERAL", `${symbol} is no collateral: it is never seized.`, {
      place: place("toxicZone", "assets", i),
      hint: "Name reserves with a liquidationThreshold.",
    });
  }
}
