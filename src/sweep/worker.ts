import { runScenario } from "../lab/runScenario.ts";
import { loadScenario } from "../scenario/load.ts";
import type { Job } from "./job.ts";
import { plainFault, type WorkerOrder, type WorkerReport } from "./workerMessage.ts";

/**
 * The process that `WorkerPool` starts: runs one job after another exactly as `faultline run` does, and ends with the
 * process that started it.
 */
let isInterrupted = false;

process.on("message", (order: WorkerOrder) => {
  if (order.kind === "stop") isInterrupted = true;
  else void runJob(order.job, order.out);
});
// Ctrl-C reaches the whole foreground group; what it means is the parent's to say.
process.on("SIGINT", () => {});
for (const signal of ["SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(1));
process.on("disconnect", () => process.exit(1));

async function runJob({ file, sets, overlays, seed }: Job, out: string): Promise<void> {
  let step = "";
  const tell = (now: string) => {
    if (now !== step) report({ kind: "step", step: now });
    step = now;
  };
  try {
    const { folder, summary, failures } = await runScenario(loadScenario(file, sets, overlays), {
      out,
      seed,
      isInterrupted: () => isInterrupted,
      progress: (stage, done, total) => tell(`${stage} ${total === 0 ? 100 : Math.floor((100 * done) / total)} %`),
      onRow: (row) => {
        if (row.kind === "block") tell(`block ${row.block}`);
      },
    });
    report({ kind: "done", summary, folder, failures, memoryBytes: process.memoryUsage.rss() });
  } catch (error) {
    report({ kind: "failed", fault: plainFault(error) });
  }
}

/** A parent that is gone is met at `disconnect`. */
function report(message: WorkerReport): void {
  if (process.connected) process.send?.(message);
}
