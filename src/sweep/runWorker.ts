import { type ChildProcess, fork } from "node:child_process";
import { getCompileCacheDir } from "node:module";
import { fileURLToPath } from "node:url";
import { FaultlineError } from "../errors.ts";
import type { Job, JobResult } from "./job.ts";
import { jobLabel } from "./jobLabel.ts";
import { metFault, type WorkerOrder, type WorkerReport } from "./workerMessage.ts";

const ENTRY = fileURLToPath(new URL("./worker.ts", import.meta.url));
/** How long a worker that was told to end may take to put away what it began. */
const GRACE_MS = 10_000;

/** What a process may keep of the runs it made and still be worth another; a chain's memory is not all given back. */
const KEPT_BYTES = 600 * 2 ** 20;

/** One child process, which runs one job at a time. */
export class RunWorker {
  readonly #child: ChildProcess;
  readonly #gone: Promise<void>;
  #isSpent = false;

  constructor() {
    // What a run prints is for its own terminal; a parent under --json prints nothing else.
    this.#child = fork(ENTRY, { env: environment(), stdio: ["ignore", "ignore", "inherit", "ipc"] });
    this.#gone = new Promise((resolve) => void this.#child.once("exit", () => resolve()));
  }

  get isAlive(): boolean {
    return this.#child.connected;
  }

  /** Whether another job is better run by another process. */
  get isSpent(): boolean {
    return this.#isSpent || !this.isAlive;
  }

  /** Runs a job into a folder of `out`; rejects with the run's own error, or `WORKER_LOST`. */
  run(job: Job, out: string, onStep: (step: string) => void): Promise<JobResult> {
    return new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        this.#child.off("message", onMessage);
        this.#child.off("exit", onExit);
        act();
      };
      const onMessage = (report: WorkerReport) => {
        if (report.kind === "step") onStep(report.step);
        else if (report.kind === "failed") settle(() => reject(metFault(report.fault, jobLabel(job))));
        else {
          const { summary, folder, failures, memoryBytes } = report;
          this.#isSpent = memoryBytes > KEPT_BYTES;
          settle(() => resolve({ job, summary, folder, failures }));
        }
      };
      const onExit = (code: number | null, signal: string | null) => settle(() => reject(lost(job, signal ?? code)));
      this.#child.on("message", onMessage);
      this.#child.on("exit", onExit);
      this.#tell({ kind: "run", job, out });
    });
  }

  /** Asks it to give up its run between two blocks. */
  stop(): void {
    this.#tell({ kind: "stop" });
  }

  /** Ends the process; returns once it is gone. */
  async end(): Promise<void> {
    this.stop();
    if (this.#child.connected) this.#child.disconnect();
    const kill = setTimeout(() => this.kill(), GRACE_MS);
    await this.#gone;
    clearTimeout(kill);
  }

  /** Ends it at once, whatever it does. */
  kill(): void {
    this.#child.kill("SIGKILL");
  }

  #tell(order: WorkerOrder): void {
    if (this.#child.connected) this.#child.send(order);
  }
}

/** A cache of compiled code that this process has is the worker's too. */
function environment(): NodeJS.ProcessEnv {
  const cache = getCompileCacheDir();
  return cache === undefined ? process.env : { ...process.env, NODE_COMPILE_CACHE: cache };
}

function lost(job: Job, by: string | number | null): FaultlineError {
  return new FaultlineError("WORKER_LOST", `The run ${jobLabel(job)} ended without a result (${by}).`, {
    place: "--jobs",
    hint: "A run of a large scenario takes over half a gigabyte of memory; fewer at a time take less.",
  });
}
