import type { ScopedControl } from "../controlSubjects.ts";
import type { Scenario } from "../schema.ts";
import { checkBreakers } from "./breakers.ts";
import { checkCap } from "./cap.ts";
import { checkControlScope } from "./controlScope.ts";
import { checkLiquidationTerms } from "./liquidationTerms.ts";
import type { PlaceIn, PlaceOf } from "./listed.ts";
import { checkMarginTerms } from "./marginTerms.ts";

const SCOPED: readonly ScopedControl[] = [
  "priceVelocity",
  "outflow",
  "throttle",
  "borrowVelocity",
  "lossStop",
  "pause",
];

/** Controls that have something to bind on, in terms that their contracts take. */
export function checkTreatments(scenario: Scenario, placeOf: PlaceOf): void {
  const { treatments } = scenario;
  if (treatments === undefined) return;
  const place: PlaceIn = (...keys) => placeOf(["treatments", ...keys]);
  checkCap(scenario, treatments, (...keys) => place("cap", ...keys));
  for (const control of SCOPED) {
    const config = treatments[control];
    if (config !== undefined) checkControlScope(scenario, control, config, (...keys) => place(control, ...keys));
  }
  checkBreakers(scenario, treatments, place);
  checkMarginTerms(scenario, treatments, place);
  checkLiquidationTerms(scenario, treatments, place);
}
