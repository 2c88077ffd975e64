import { z } from "zod";
import { count, size } from "./summaryFields.ts";

const metric = z.strictObject({
  field: z.string().describe("path into summary.json"),
  label: z.string(),
  unit: z.enum(["usd", "count", "ratio", "hours"]),
  kind: z.enum(["outcome", "cost"]).describe("of the shock, or of the control itself; less is better of either"),
  isHeadline: z.boolean().describe("whether the terminal's table shows it"),
});

/** A figure over seeds. */
const spread = z.strictObject({
  median: size.nullable().describe("mean of the middle two of an even number"),
  low: size.nullable(),
  high: size.nullable(),
  missing: count.describe("seeds without it; they count for nothing above"),
});

/** What a treatment changes: its figure less the base's on the same seed, over seeds. */
const change = z.strictObject({
  ...spread.shape,
  better: count.describe("seeds on which it is below the base"),
  worse: count.describe("seeds on which it is above"),
});

const run = z.strictObject({
  seed: count,
  folder: z.string().describe("beside compare.json"),
  converged: z.boolean(),
  figures: z.record(z.string(), z.union([size, z.number(), z.null()])).describe("as the run's summary has them"),
});

const arm = z.strictObject({
  name: z.string(),
  figures: z.record(z.string(), spread).describe("by field of metrics"),
  notConverged: count.describe("runs that the block limit ended"),
  runs: z.array(run).describe("one a seed, in the order of seeds"),
});

const treatment = z.strictObject({
  ...arm.shape,
  parts: z
    .array(
      z.strictObject({
        name: z.string(),
        why: z.string(),
        sets: z.record(z.string(), z.string()).describe("every key that it lays over the scenario, with its value"),
      }),
    )
    .describe("the files that it is laid over with, in their order"),
  changes: z.record(z.string(), change).describe("by field of metrics"),
  worseIn: z
    .array(z.string())
    .describe("outcomes whose median change is above zero by at least a thousandth of the base's median"),
  betterIn: z.array(z.string()).describe("the same below zero"),
});

/** The published shape of `compare.json`; docs/COMPARE.md says how to read it. */
export const compareSchema = z
  .strictObject({
    scenario: z.string(),
    question: z.string(),
    version: z.string(),
    sets: z.array(z.string()).describe("what --set changed in base and treatments alike"),
    seeds: z.array(count),
    mainAsset: z.string().nullable().describe("whose price path and amplification are shown"),
    metrics: z.array(metric),
    base: arm,
    treatments: z.array(treatment),
  })
  .describe("medians, bounds and changes are decimal strings without rounding");

/** The content of `compare.json`. */
export type Comparison = z.infer<typeof compareSchema>;
export type CompareMetric = Comparison["metrics"][number];
export type CompareArm = Comparison["base"];
export type CompareTreatment = Comparison["treatments"][number];
export type Spread = z.infer<typeof spread>;
export type Change = z.infer<typeof change>;
