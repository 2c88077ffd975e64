import type { Job, JobResult } from "./job.ts";
import { SweepDisplay } from "./sweepDisplay.ts";
import type { WorkerPool } from "./workerPool.ts";

export interface SweepOptions {
  pool: WorkerPool;
  /** Parent of a job's run folder. What a stopped run leaves there is the caller's to remove. */
  outOf(job: Job): string;
  /** How the display calls a job. */
  labelOf(job: Job): string;
  /** Whether nothing is to be shown. */
  silent: boolean;
}

/**
 * Runs jobs side by side, each in a process of its own, to the same bytes as `faultline run` one after another. The
 * results stand in the order of the jobs. The first failure gives up the rest, closes the pool and is thrown.
 */
export async function runJobs(jobs: readonly Job[], options: SweepOptions): Promise<JobResult[]> {
  const { pool, outOf, labelOf, silent } = options;
  const display = new SweepDisplay(jobs.length, silent);
  const one = async (job: Job) => {
    const label = labelOf(job);
    const result = await pool.run(job, outOf(job), (step) => display.step(label, step));
    display.done(label);
    return result;
  };
  try {
    return await Promise.all(jobs.map(one));
  } catch (error) {
    await pool.close();
    throw error;
  } finally {
    display.stop();
  }
}
