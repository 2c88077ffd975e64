import { basename, join } from "node:path";
import type { Comparison } from "../../analysis/compareSchema.ts";
import { RunFolder } from "../../lab/runFolder.ts";
import { renderComparison } from "../../report/comparePage.ts";
import type { JobResult } from "../job.ts";
import { runJobs } from "../runJobs.ts";
import type { WorkerPool } from "../workerPool.ts";
import { type ArmPlan, type ComparePlan, compareIdentity } from "./comparePlan.ts";
import { compareResult } from "./compareResult.ts";
import { pricePath } from "./pricePath.ts";

export interface CompareOptions {
  /** Parent of the comparison's folder. */
  out: string;
  pool: WorkerPool;
  /** Whether nothing is to be shown. */
  silent: boolean;
}

/** Runs the base and every treatment on every seed into one folder: compare.json, report.html, and each run's own. */
export async function runCompare(
  plan: ComparePlan,
  { out, pool, silent }: CompareOptions,
): Promise<{ folder: string; result: Comparison }> {
  const arms = [plan.base, ...plan.treatments];
  const armOf = new Map(arms.flatMap((arm) => arm.jobs.map((job) => [job, arm] as const)));
  const nameOf = (arm: ArmPlan | undefined) => arm?.name ?? "";
  const folder = new RunFolder(out, `compare-${plan.base.loaded.scenario.name}`, compareIdentity(plan));
  try {
    const results = await runJobs([...armOf.keys()], {
      pool,
      outOf: (job) => join(folder.temporary, nameOf(armOf.get(job))),
      labelOf: (job) => `${nameOf(armOf.get(job))}, seed ${job.seed}`,
      silent,
    });
    const byArm = new Map<ArmPlan, JobResult[]>(
      arms.map((arm) => [arm, results.filter(({ job }) => armOf.get(job) === arm).map((one) => inside(arm, one))]),
    );
    const result = compareResult(plan, byArm);
    folder.write("compare.json", `${JSON.stringify(result, null, 2)}\n`);
    const pathOf = (run: string) =>
      result.mainAsset === null ? undefined : pricePath(join(folder.temporary, run), result.mainAsset);
    folder.write("report.html", renderComparison(result, pathOf));
    folder.publish();
    return { folder: folder.shown, result };
  } finally {
    folder.discard();
  }
}

/** A run's folder as seen from the comparison's. */
function inside({ name }: ArmPlan, result: JobResult): JobResult {
  return { ...result, folder: `${name}/${basename(result.folder)}` };
}
