import type { RunOutcome } from "../../lab/runWorld.ts";
import type { ForkOptions } from "../chain/forkOptions.ts";
import type { ForkPlan } from "./forkPlan.ts";
import { prepareFork } from "./prepareFork.ts";
import { type PreparedRunOptions, runPrepared } from "./runPrepared.ts";

export interface ForkRunOptions extends PreparedRunOptions {
  /** How the chain is run and its node asked. */
  chain?: Partial<ForkOptions>;
}

/** Opens a fork, writes its scenario, builds its world and runs it. */
export async function runFork(plan: ForkPlan, options: ForkRunOptions): Promise<RunOutcome> {
  return runPrepared(await prepareFork(plan, options.chain), options);
}
