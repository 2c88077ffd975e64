import type { Summary } from "../analysis/summary.ts";

/** One run of a sweep: a scenario with what is laid over it, in this order, and a seed. */
export interface Job {
  /** A scenario's file. */
  file: string;
  /** Files of treatments, laid over the scenario one after another. */
  overlays: readonly string[];
  /** `path=value`, as `--set` has it; after the overlays. */
  sets: readonly string[];
  seed: number;
}

/** What became of it. */
export interface JobResult {
  job: Job;
  summary: Summary;
  /** The run's folder, as a user would type it. */
  folder: string;
  /** What of the scenario's `expect` did not hold. */
  failures: readonly string[];
}
