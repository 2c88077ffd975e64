import { FIGURE_DIGITS } from "../../analysis/compareFigures.ts";
import type { CompareArm, CompareMetric, CompareTreatment, Comparison } from "../../analysis/compareSchema.ts";
import { fieldAt } from "../../analysis/field.ts";
import { VERSION } from "../../lab/version.ts";
import { mainAsset } from "../../report/mainAsset.ts";
import { parseDecimal } from "../../units.ts";
import type { JobResult } from "../job.ts";
import { spreadOf } from "../limit/spreadOf.ts";
import type { ArmPlan, ComparePlan } from "./comparePlan.ts";
import { compareMetrics } from "./metrics.ts";
import { overlaySets } from "./overlaySets.ts";
import { pairedChange } from "./pairedChange.ts";

/** A change of less than one part in this many of the base's median is none. */
const PARTS = 1000n;

/** The content of `compare.json`, from the results of each arm's jobs in their order. */
export function compareResult(plan: ComparePlan, resultsOf: ReadonlyMap<ArmPlan, readonly JobResult[]>): Comparison {
  const { base: plain, treatments, sets, seeds } = plan;
  const results = (arm: ArmPlan) => resultsOf.get(arm) ?? [];
  const { name: scenario, question } = plain.loaded.scenario;
  const summaries = [plain, ...treatments].flatMap((arm) => results(arm).map(({ summary }) => summary));
  const assets = [...new Set(summaries.flatMap((summary) => Object.keys(summary.cascade.amplification)))];
  const main = (summaries[0] && mainAsset(summaries[0])) ?? null;
  const metrics = compareMetrics(assets, main);
  const base = armOf(plain, results(plain), metrics);
  return {
    scenario,
    question,
    version: VERSION,
    sets: [...sets],
    seeds: [...seeds],
    mainAsset: main,
    metrics,
    base,
    treatments: treatments.map((arm) => treatmentOf(arm, armOf(arm, results(arm), metrics), base, metrics)),
  };
}

function armOf({ name }: ArmPlan, results: readonly JobResult[], metrics: readonly CompareMetric[]): CompareArm {
  const runs = results.map(({ job, folder, summary }) => ({
    seed: job.seed,
    folder,
    converged: summary.converged,
    figures: Object.fromEntries(metrics.map(({ field }) => [field, figureAt(summary, field)])),
  }));
  const spreads = metrics.map(({ field }) => [field, spreadOf(runs.map(({ figures }) => figures[field] ?? null))]);
  const figures: CompareArm["figures"] = Object.fromEntries(spreads);
  return { name, figures, notConverged: runs.filter(({ converged }) => !converged).length, runs };
}

function treatmentOf(
  { loaded }: ArmPlan,
  arm: CompareArm,
  base: CompareArm,
  metrics: readonly CompareMetric[],
): CompareTreatment {
  const figuresOf = ({ runs }: CompareArm, field: string) => runs.map(({ figures }) => figures[field] ?? null);
  const changes: CompareTreatment["changes"] = Object.fromEntries(
    metrics.map(({ field }) => [field, pairedChange(figuresOf(arm, field), figuresOf(base, field))]),
  );
  const outcomes = metrics.filter(({ kind }) => kind === "outcome").map(({ field }) => field);
  const signs = outcomes.map((field) => ({ field, sign: signOf(changes[field]?.median, base.figures[field]?.median) }));
  return {
    ...arm,
    parts: loaded.overlays.map(({ file, name, why }) => ({ name, why, sets: overlaySets(file) })),
    changes,
    worseIn: signs.filter(({ sign }) => sign > 0).map(({ field }) => field),
    betterIn: signs.filter(({ sign }) => sign < 0).map(({ field }) => field),
  };
}

/** −1, 0 or 1: which way a median change goes, if it goes far enough to be told. */
function signOf(change: string | null | undefined, base: string | null | undefined): number {
  if (change === null || change === undefined) return 0;
  const gap = parseDecimal(change, FIGURE_DIGITS + 1);
  const whole = parseDecimal(base ?? 0, FIGURE_DIGITS + 1);
  const [size, of] = [gap < 0n ? -gap : gap, whole < 0n ? -whole : whole];
  return gap === 0n || size * PARTS < of ? 0 : gap < 0n ? -1 : 1;
}

/** A figure that a run does not have, an asset's that another arm lists, is null. */
function figureAt(summary: JobResult["summary"], field: string): string | number | null {
  const figure = fieldAt(summary, field);
  return typeof figure === "string" || typeof figure === "number" ? figure : null;
}
