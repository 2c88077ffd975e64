import type { LoadedScenario } from "../scenario/load.ts";
import { buildWorld } from "../world/build.ts";
import { type RunOptions, type RunOutcome, runWorld } from "./runWorld.ts";

/** Scenario → World → Run → Trace → Metrics → Report: the whole flow, once, into one folder. */
export async function runScenario(loaded: LoadedScenario, options: RunOptions): Promise<RunOutcome> {
  const seed = options.seed ?? loaded.scenario.seed;
  return runWorld({ loaded, seed, build: (progress) => buildWorld(loaded, seed, progress) }, options);
}
