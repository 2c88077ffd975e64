import { availableParallelism } from "node:os";
import { FaultlineError } from "../errors.ts";
import type { Job, JobResult } from "./job.ts";
import { RunWorker } from "./runWorker.ts";

/** Memory that a run of a large scenario takes at its peak, bytes. */
const RUN_BYTES = 1024 * 2 ** 20;

/**
 * Child processes that run jobs, each one at a time; they are kept for the next job while they hold little memory.
 * While a pool is open it answers Ctrl-C: what runs is given up, what waits is refused, both by `INTERRUPTED`; asked
 * again the process ends at once.
 */
export class WorkerPool {
  readonly #size: number;
  readonly #all = new Set<RunWorker>();
  readonly #idle: RunWorker[] = [];
  readonly #waiting: (() => void)[] = [];
  #interrupted = false;

  /** As many as the machine has cores, and memory for, unless told otherwise. */
  constructor(size: number = usualSize()) {
    this.#size = size;
    for (const signal of SIGNALS) process.on(signal, this.#interrupt);
    process.on("exit", this.#kill);
  }

  /** Runs a job into a folder of `out` as soon as a worker is free. `onStep` hears how far it is. */
  async run(job: Job, out: string, onStep: (step: string) => void = () => {}): Promise<JobResult> {
    const worker = await this.#take();
    try {
      return await worker.run(job, out, onStep);
    } catch (error) {
      throw this.#interrupted ? interrupted() : error;
    } finally {
      this.#giveBack(worker);
    }
  }

  /** Gives up what runs, and ends every process. */
  async close(): Promise<void> {
    this.#interrupted = true;
    for (const wake of this.#waiting.splice(0)) wake();
    await Promise.all([...this.#all].map((worker) => worker.end()));
    for (const signal of SIGNALS) process.off(signal, this.#interrupt);
    process.off("exit", this.#kill);
  }

  /** Its place is free once it waits for another job, or is gone. */
  #giveBack(worker: RunWorker): void {
    const wake = () => this.#waiting.shift()?.();
    if (!worker.isSpent) {
      this.#idle.push(worker);
      wake();
      return;
    }
    void worker.end().then(() => {
      this.#all.delete(worker);
      wake();
    });
  }

  async #take(): Promise<RunWorker> {
    while (!this.#interrupted) {
      const idle = this.#idle.pop();
      if (idle !== undefined) return idle;
      if (this.#all.size < this.#size) {
        const worker = new RunWorker();
        this.#all.add(worker);
        return worker;
      }
      await new Promise<void>((wake) => void this.#waiting.push(wake));
    }
    throw interrupted();
  }

  readonly #interrupt = () => {
    if (this.#interrupted) process.exit(1);
    this.#interrupted = true;
    for (const worker of this.#all) worker.stop();
    for (const wake of this.#waiting.splice(0)) wake();
  };

  readonly #kill = () => {
    for (const worker of this.#all) worker.kill();
  };
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

function usualSize(): number {
  return Math.max(1, Math.min(availableParallelism(), Math.floor(process.availableMemory() / RUN_BYTES)));
}

function interrupted(): FaultlineError {
  return new FaultlineError("INTERRUPTED", "The runs were stopped; nothing was written.", {
    hint: "Start them again: the same seeds give the same runs.",
  });
}
