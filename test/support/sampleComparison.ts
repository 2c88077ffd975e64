import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Comparison } from "../../src/analysis/compareSchema.ts";
import type { PricePath } from "../../src/report/comparePaths.ts";
import { comparePlan } from "../../src/sweep/compare/comparePlan.ts";
import { compareResult } from "../../src/sweep/compare/compareResult.ts";
import { sampleRun } from "./sampleRun.ts";
import { TINY } from "./tinyScenario.ts";

/** A treatment in the making: the fall that its sample runs have, and what its file says. */
export interface SampleArm {
  name: string;
  shock: number;
}

export interface SampleComparison {
  result: Comparison;
  pathOf(folder: string): PricePath;
}

/** A comparison of runs that never happened: each treatment is a shock of another size, `base` that of the base. */
export function sampleComparison(base: number, treatments: readonly SampleArm[], seeds = 3): SampleComparison {
  const folder = mkdtempSync(join(tmpdir(), "faultline-"));
  try {
    writeFileSync(join(folder, "tiny.yaml"), TINY);
    const files = treatments.map(({ name }) => {
      const file = join(folder, `${name}.yaml`);
      writeFileSync(file, `why: It is said to help.\ntreatments: { throttle: { limitUsd: 5, periodSeconds: 60 } }\n`);
      return file;
    });
    const plan = comparePlan({ file: join(folder, "tiny.yaml"), with: files, sets: [], seeds });
    const paths = new Map<string, PricePath>();
    const results = [plan.base, ...plan.treatments].map((arm, i) => {
      const shock = i === 0 ? base : (treatments[i - 1]?.shock ?? 0);
      const done = arm.jobs.map((job) => {
        const { rows, summary } = sampleRun({ seed: job.seed, shock, blocks: 60 + 10 * i, accounts: 200 });
        const folder = `${arm.name}/tiny-${job.seed}`;
        const blocks = [...rows].flatMap((row) => (row.kind === "block" ? [row] : []));
        const line = (name: "oracle" | "reference" | "pool") => blocks.map(({ prices }) => Number(prices.WETH?.[name]));
        const [oracle, reference, pool] = [line("oracle"), line("reference"), line("pool")];
        paths.set(folder, { blocks: blocks.map(({ block }) => block), blockSeconds: 12, oracle, reference, pool });
        return { job, summary, folder, failures: [] };
      });
      return [arm, done] as const;
    });
    const result = compareResult(plan, new Map(results));
    return { result, pathOf: (run) => paths.get(run) as PricePath };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
