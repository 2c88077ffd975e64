import type { Summary } from "../analysis/summary.ts";
import { type ExitCode, FaultlineError, type Place } from "../errors.ts";
import type { Job } from "./job.ts";

/** What a worker is told: to run a job into a folder of `out`, or to stop the one it runs. */
export type WorkerOrder = { kind: "run"; job: Job; out: string } | { kind: "stop" };

/** What a worker tells. */
export type WorkerReport =
  | { kind: "step"; step: string }
  | { kind: "done"; summary: Summary; folder: string; failures: readonly string[]; memoryBytes: number }
  | { kind: "failed"; fault: PlainFault };

/** An error as it travels between processes. */
export interface PlainFault {
  code: string | undefined;
  message: string;
  place?: Place | undefined;
  hint?: string | undefined;
  exitCode: ExitCode;
  stack?: string | undefined;
}

/** For the way out of a worker. */
export function plainFault(error: unknown): PlainFault {
  if (error instanceof FaultlineError) {
    const { code, message, place, hint, exitCode, stack } = error;
    return { code, message, place, hint, exitCode, stack };
  }
  if (!(error instanceof Error)) return { code: undefined, message: String(error), exitCode: 1 };
  return { code: undefined, message: error.message, exitCode: 1, stack: error.stack };
}

/** The error that a worker met, as it would stand had the run been made here; `run` says in which run it was. */
export function metFault({ code, message, place, hint, exitCode, stack }: PlainFault, run: string): Error {
  const told = hint === undefined ? `It was in the run ${run}.` : `${hint} It was in the run ${run}.`;
  const error =
    code === undefined ? new Error(message) : new FaultlineError(code, message, { place, hint: told, exitCode });
  if (stack !== undefined) error.stack = stack;
  return error;
}
