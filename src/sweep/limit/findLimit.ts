import { rmSync } from "node:fs";
import { basename, join } from "node:path";
import type { Limit } from "../../analysis/limitSchema.ts";
import { resolvedYaml } from "../../lab/resolvedScenario.ts";
import { RunFolder } from "../../lab/runFolder.ts";
import { VERSION } from "../../lab/version.ts";
import { renderLimit } from "../../report/limitPage.ts";
import { formatDecimal } from "../../units.ts";
import type { Job, JobResult } from "../job.ts";
import { jobLabel } from "../jobLabel.ts";
import { runJobs } from "../runJobs.ts";
import type { WorkerPool } from "../workerPool.ts";
import { answerOf, type ValueAnswer } from "./answerOf.ts";
import { type LimitPlan, setOf } from "./limitPlan.ts";
import { limitResult } from "./limitResult.ts";
import { requireFields } from "./requireFields.ts";
import { search } from "./search.ts";

export interface LimitOptions {
  /** Parent of the search's folder. */
  out: string;
  pool: WorkerPool;
  keepRuns: boolean;
  /** Whether nothing is to be shown. */
  silent: boolean;
  /** Hears of each value as soon as its runs are done. */
  onAnswer?(value: bigint, answer: ValueAnswer): void;
}

/** Searches as planned and writes the search's folder: limit.json, report.html, every summary, and runs if asked to. */
export async function findLimit(plan: LimitPlan, options: LimitOptions): Promise<{ folder: string; result: Limit }> {
  const { loaded, question, lattice } = plan;
  const folder = new RunFolder(options.out, `limit-${loaded.scenario.name}`, identityOf(plan));
  const runs = join(folder.temporary, "runs");
  const summaries: string[] = [];
  const valueOfJob = new Map<Job, string>();
  try {
    const found = await search(lattice, async (values) => {
      const jobs = values.flatMap((value) => plan.seeds.map((seed) => jobAt(value, seed)));
      const results = await runJobs(jobs, {
        pool: options.pool,
        outOf: (job) => join(runs, valueOfJob.get(job) as string),
        labelOf: jobLabel,
        silent: options.silent,
      });
      if (summaries.length === 0)
        requireFields(
          question.until,
          plan.condition,
          results.map(({ summary }) => summary),
        );
      return values.map((value, i) => learn(value, results.slice(i * plan.seeds.length, (i + 1) * plan.seeds.length)));
    });
    if (!options.keepRuns) rmSync(runs, { recursive: true, force: true });

    const result = limitResult(plan, found);
    folder.write("limit.json", `${JSON.stringify(result, null, 2)}\n`);
    folder.write("report.html", renderLimit(result, plan.condition, loaded.scenario));
    folder.write("summaries.jsonl", summaries.join(""));
    folder.publish();
    return { folder: folder.shown, result };
  } finally {
    folder.discard();
  }

  function jobAt(value: bigint, seed: number): Job {
    const { file, overlays } = question;
    const job = { file, overlays, sets: [...question.sets, setOf(plan.knob, value)], seed };
    valueOfJob.set(job, formatDecimal(value, 18));
    return job;
  }

  function learn(value: bigint, results: readonly JobResult[]): ValueAnswer {
    const at = formatDecimal(value, 18);
    for (const { job, summary } of results)
      summaries.push(`${JSON.stringify({ value: at, seed: job.seed, summary })}\n`);
    const kept = results.map((one) => ({ ...one, folder: join("runs", at, basename(one.folder)) }));
    const answer = answerOf(plan.condition, kept, options.keepRuns);
    options.onAnswer?.(value, answer);
    return answer;
  }
}

/** All that the result depends on. */
function identityOf({ loaded, question, seeds }: LimitPlan): string {
  const { knob, between, until, points, tolerance } = question;
  const asked = { knob, between, until, points, tolerance, seeds };
  return [VERSION, resolvedYaml(loaded.scenario), JSON.stringify(asked)].join("\n");
}
