import { type RunOptions, type RunOutcome, runWorld } from "../../lab/runWorld.ts";
import type { Fork } from "../chain/fork.ts";
import type { ForkOptions } from "../chain/forkOptions.ts";
import type { ForkPlan } from "./forkPlan.ts";
import { type PreparedFork, prepareFork } from "./prepareFork.ts";

export interface ForkRunOptions extends RunOptions {
  /** How the chain is run and its node asked. */
  chain?: Partial<ForkOptions>;
  /** Sees what is about to run; what it returns is added to the options. */
  onPrepared?(prepared: PreparedFork): Partial<RunOptions>;
  /** Sees the fork when the run is over and before it is closed. */
  onDone?(fork: Fork): Promise<void>;
}

/** Opens a fork, writes its scenario, builds its world and runs it, into a folder as any other run's. */
export async function runFork(plan: ForkPlan, options: ForkRunOptions): Promise<RunOutcome> {
  const prepared = await prepareFork(plan, options.chain);
  const { runnable, fork, close } = prepared;
  try {
    let isOver = false;
    const unknown = async () => {
      isOver = true;
      return fork.misses();
    };
    const closing = async () => {
      if (isOver) await options.onDone?.(fork);
      await close();
    };
    return await runWorld({ ...runnable, unknown, close: closing }, { ...options, ...options.onPrepared?.(prepared) });
  } finally {
    await close();
  }
}
