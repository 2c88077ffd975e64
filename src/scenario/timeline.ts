import type { Scenario } from "./schema.ts";

/** How long before the scenario's start the world is set up, in seconds: more blocks than any set-up needs. */
export const SETUP_SECONDS = 7200;

/** Unix seconds of the first block of the run. */
export function startSeconds(scenario: Scenario): number {
  return Date.parse(scenario.chain.startTime) / 1000;
}

/** Unix seconds at which the world's set-up begins. */
export function setupStart(scenario: Scenario): number {
  return startSeconds(scenario) - SETUP_SECONDS;
}
