import type { LoadedScenario } from "./load.ts";
import { replayBlocks } from "./replayBlocks.ts";
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

/**
 * Unix seconds of a block of the run, given the time of the block before it. A replay keeps the recorded times, so
 * that interest is what it was, and goes on at the usual pace after its last action.
 */
export function blockClock({ scenario, replay }: LoadedScenario): (block: number, before: number) => number {
  const recorded = replayBlocks(replay).map(([first]) => first.time);
  return (block, before) => recorded[block] ?? before + scenario.chain.blockSeconds;
}
