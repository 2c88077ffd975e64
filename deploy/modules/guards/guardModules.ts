import type { Scenario } from "../../../src/scenario/schema.ts";
import type { Treatments } from "../../../src/scenario/treatmentSchema.ts";
import type { ScenarioModule } from "../futures.ts";
import { breakerModule } from "./breaker.ts";
import type { GuardSite } from "./guardSite.ts";
import { guardLensModule } from "./lens.ts";
import { marginModule } from "./margin.ts";
import { registryModule } from "./registry.ts";
import { stepsModule } from "./steps.ts";
import { toxicZoneModule } from "./toxicZone.ts";

/** A module for each mechanism that the treatments need, and the lens that the lab sees them through. */
export function guardModules(scenario: Scenario, treatments: Treatments, site: GuardSite): ScenarioModule[] {
  const { cap, priceVelocity, outflow, throttle, borrowVelocity, lossStop, pause } = treatments;
  const { margin, thresholdRamp, steps, toxicZone } = treatments;
  const breaks = [priceVelocity, outflow, throttle, borrowVelocity, lossStop, pause].some(isOn);
  return [
    guardLensModule(),
    ...(cap === undefined ? [] : [registryModule(scenario, cap, site)]),
    ...(breaks ? [breakerModule(scenario, treatments, site)] : []),
    ...([margin, thresholdRamp].some(isOn) ? [marginModule(scenario, treatments, site)] : []),
    ...(steps === undefined ? [] : [stepsModule()]),
    ...(toxicZone === undefined ? [] : [toxicZoneModule(scenario, toxicZone, site)]),
  ];
}

function isOn(control: unknown): boolean {
  return control !== undefined;
}
