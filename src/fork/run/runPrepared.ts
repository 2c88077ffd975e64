import { type RunOptions, type RunOutcome, runWorld } from "../../lab/runWorld.ts";
import type { Fork } from "../chain/fork.ts";
import type { PreparedFork } from "./prepareOn.ts";

export interface PreparedRunOptions extends RunOptions {
  /** Sees what is about to run; what it returns is added to the options. */
  onPrepared?(prepared: PreparedFork): Partial<RunOptions>;
  /** Sees the fork when the run is over and before it is closed. */
  onDone?(fork: Fork): Promise<void>;
}

/** Builds the world of a forked run that can begin and runs it, into a folder as any other run's; closes the fork. */
export async function runPrepared(prepared: PreparedFork, options: PreparedRunOptions): Promise<RunOutcome> {
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
