import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Limit } from "../../src/analysis/limitSchema.ts";
import type { Summary } from "../../src/analysis/summary.ts";
import type { JobResult } from "../../src/sweep/job.ts";
import { answerOf } from "../../src/sweep/limit/answerOf.ts";
import { type LimitPlan, type LimitQuestion, limitPlan } from "../../src/sweep/limit/limitPlan.ts";
import { limitResult } from "../../src/sweep/limit/limitResult.ts";
import { search } from "../../src/sweep/limit/search.ts";
import { formatDecimal, WAD } from "../../src/units.ts";
import { sampleRun } from "./sampleRun.ts";
import { TINY } from "./tinyScenario.ts";

let sample: Summary | undefined;

/** Runs that end in these amounts of economic bad debt, on seeds from 1 on. */
export function resultsAt(amounts: readonly number[]): JobResult[] {
  sample ??= { ...sampleRun().summary, scenario: "tiny", prediction: null };
  const { badDebtUsd, ...rest } = sample;
  return amounts.map((amount, i) => ({
    job: { file: "tiny.yaml", overlays: [], sets: [], seed: i + 1 },
    summary: { ...rest, badDebtUsd: { ...badDebtUsd, economic: amount.toFixed(2) } },
    folder: `runs/${i + 1}`,
    failures: [],
  }));
}

/** A question about a cap of the tiny scenario, with what is asked otherwise. */
export function planOf(over: Partial<LimitQuestion> = {}): LimitPlan {
  const folder = mkdtempSync(join(tmpdir(), "faultline-"));
  const file = join(folder, "tiny.yaml");
  try {
    writeFileSync(file, TINY);
    return limitPlan({
      file,
      overlays: [],
      sets: [],
      knob: "treatments.cap.maxLeverage",
      between: ["2", "10"],
      until: "badDebtUsd.economic <= 100",
      seeds: 1,
      points: 3,
      ...over,
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What a search finds where a value of the knob leads to these amounts of bad debt, one a seed. */
export async function limitOf(
  response: (value: number) => readonly number[],
  over: Partial<LimitQuestion> = {},
): Promise<Limit> {
  const plan = planOf({ seeds: response(2).length, ...over });
  const found = await search(plan.lattice, async (values) =>
    values.map((value) => answerOf(plan.condition, resultsAt(response(Number(value) / Number(WAD))), false)),
  );
  return limitResult(plan, found);
}

/** The values that a search tries first, as the user would write them. */
export function firstValues({ lattice }: LimitPlan): string[] {
  return lattice.first.map((index) => formatDecimal(lattice.valueAt(index), 18));
}
