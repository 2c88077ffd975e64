import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { FaultlineError } from "../../../src/errors.ts";
import { runScenario } from "../../../src/lab/runScenario.ts";
import { loadScenario } from "../../../src/scenario/load.ts";
import type { Job, JobResult } from "../../../src/sweep/job.ts";
import { jobLabel } from "../../../src/sweep/jobLabel.ts";
import { runJobs } from "../../../src/sweep/runJobs.ts";
import { RunWorker } from "../../../src/sweep/runWorker.ts";
import { WorkerPool } from "../../../src/sweep/workerPool.ts";
import { TINY } from "../../support/tinyScenario.ts";

describe("runJobs", function () {
  this.timeout(400_000);
  const folder = mkdtempSync(join(tmpdir(), "faultline-"));
  const file = join(folder, "tiny.yaml");
  const short = join(folder, "short.yaml");
  writeFileSync(file, TINY);
  writeFileSync(short, "chain: { maxBlocks: 6 }");
  after(() => rmSync(folder, { recursive: true }));

  const job = (seed: number, ...sets: string[]): Job => ({ file, overlays: [short], sets, seed });
  async function sweep(out: string, jobs: readonly Job[], size = 2): Promise<JobResult[]> {
    mkdirSync(join(folder, out));
    const pool = new WorkerPool(size);
    try {
      return await runJobs(jobs, { pool, outOf: () => join(folder, out), labelOf: jobLabel, silent: true });
    } finally {
      await pool.close();
    }
  }
  /** How many processes this one started that still are. */
  const children = () => process.getActiveResourcesInfo().filter((what) => what === "ProcessWrap").length;
  /** What has ended is let go of at the end of a turn of the event loop. */
  const turn = () => new Promise((resolve) => setTimeout(resolve, 1));
  const refused = async (running: Promise<unknown>): Promise<FaultlineError> => {
    const error = await running.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (error instanceof FaultlineError) return error;
    throw error ?? new Error("Nothing was refused.");
  };

  it("gives results in the order of the jobs, whichever ends first, with the bytes of a run of its own", async () => {
    const long = job(3, "chain.maxBlocks=40");
    const jobs = [long, job(1), job(2)];
    const results = await sweep("three", jobs);
    expect(results.map((result) => result.job)).to.deep.equal(jobs);
    expect(results.map(({ summary }) => summary.seed)).to.deep.equal([3, 1, 2]);

    const alone = await runScenario(loadScenario(file, long.sets, long.overlays), {
      out: join(folder, "one"),
      seed: 3,
    });
    const [first] = results;
    expect(first?.summary).to.deep.equal(alone.summary);
    for (const name of ["trace.jsonl", "summary.json", "scenario.yaml", "report.html"]) {
      expect(
        readFileSync(join(first?.folder ?? "", name)).equals(readFileSync(join(alone.folder, name))),
        name,
      ).to.equal(true);
    }
    await turn();
    expect(children()).to.equal(0);
  });

  it("stops the rest at a failure, tells it as the run's own and leaves nothing half-written", async () => {
    const shallow = "pools.0.depth={ within2PercentUsd: 1_000, within10PercentUsd: 5_000 }";
    const error = await refused(sweep("failing", [job(1), job(2, shallow), job(3), job(4), job(5)]));
    expect([error.code, error.exitCode, error.place]).to.deep.equal(["POSITION_NOT_OPENED", 2, "population.loopers"]);
    expect(error.hint)
      .to.match(/lower leverage/)
      .and.to.contain("tiny, with short and pools.0.depth");
    const left = readdirSync(join(folder, "failing"));
    expect(left.length).to.be.lessThan(4);
    expect(left.filter((name) => !/^tiny-\d-[0-9a-f]{8}$/.test(name))).to.deep.equal([]);
    await turn();
    expect(children()).to.equal(0);
  });

  it("stops everything at an interrupt and leaves no process behind", async () => {
    mkdirSync(join(folder, "stopped"));
    const pool = new WorkerPool(2);
    let told = false;
    const running = Promise.all(
      [1, 2, 3].map((seed) =>
        pool.run(job(seed), join(folder, "stopped"), (step) => {
          expect(children()).to.equal(2);
          if (!step.startsWith("opening") || told) return;
          told = true;
          process.emit("SIGINT");
        }),
      ),
    );
    const { code } = await refused(running);
    await pool.close();
    expect(code).to.equal("INTERRUPTED");
    expect(readdirSync(join(folder, "stopped"))).to.deep.equal([]);
    await turn();
    expect(children()).to.equal(0);
  });

  it("names a run whose process is lost", async () => {
    mkdirSync(join(folder, "lost"));
    const worker = new RunWorker();
    const error = await refused(worker.run(job(7), join(folder, "lost"), () => worker.kill()));
    await worker.end();
    expect(worker.isAlive).to.equal(false);
    expect(error.code).to.equal("WORKER_LOST");
    expect(error.message).to.contain("tiny, with short, seed 7").and.to.contain("SIGKILL");
  });
});
