import { z } from "zod";
import { count, ratio, size } from "./summaryFields.ts";

const figure = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** One run: a value of the knob under one seed. */
const seedRun = z.strictObject({
  seed: count,
  holds: z.boolean(),
  converged: z.boolean(),
  figures: z.record(z.string(), figure).describe("by field of the condition; null where the run has none"),
  folder: z.string().nullable().describe("its run folder, where they are kept"),
});

/** One figure over the seeds of a value. */
const spread = z.strictObject({
  median: size.nullable().describe("mean of the middle two of an even number; a yes counts as 1, a no as 0"),
  low: size.nullable(),
  high: size.nullable(),
  missing: count.describe("runs in which it is null; a comparison with it is false there"),
});

const point = z.strictObject({
  value: size.describe("of the knob"),
  holds: z.boolean().describe("on all seeds"),
  share: ratio.describe("of the seeds on which it holds"),
  fields: z.record(z.string(), spread).describe("by field of the condition"),
  runs: z.array(seedRun),
});

const limit = z.strictObject({
  from: size.describe("the lower end of the interval in which the answer changes"),
  to: size,
  holdsAt: size.describe("the end at which the condition holds: the number to design with"),
  failsAt: size.describe("the other end"),
  side: z.enum(["below", "above"]).describe("where of the interval it holds"),
});

/** The published shape of `limit.json`; docs/LIMIT.md says how to read it. */
export const limitSchema = z
  .strictObject({
    scenario: z.string(),
    version: z.string(),
    overlays: z.array(z.string()).describe("names of the treatments laid over the scenario"),
    sets: z.array(z.string()),
    knob: z.string().describe("the key that was turned"),
    shownAs: z.enum(["number", "percent"]).describe("how the user wrote its values, and the page shows them"),
    between: z.strictObject({ low: size, high: size }),
    until: z.string().describe("the condition"),
    seeds: z.array(count),
    tolerance: size.describe("the interval is no wider, unless the key takes nothing between its ends"),
    runs: count.describe("in all: values × seeds"),
    notConverged: count.describe("runs that the block limit ended"),
    finding: z.string().describe("the result in one sentence"),
    limit: limit.nullable().describe("null where the condition holds at every value tried, or at none"),
    monotone: z.boolean().describe("whether the share of seeds never turns back along the curve"),
    changes: z
      .array(z.strictObject({ from: size, to: size, holdsAt: z.enum(["from", "to"]), refined: z.boolean() }))
      .describe("each pair of neighbours of which one holds and the other does not, lowest first"),
    refinedBecause: z.string().nullable().describe("why that change was narrowed down, where there are several"),
    curve: z.array(point).describe("every value tried, lowest first"),
  })
  .describe("values of the knob and amounts are decimal strings; shares are numbers with six decimals");

/** The content of `limit.json`. */
export type Limit = z.infer<typeof limitSchema>;
export type LimitPoint = Limit["curve"][number];
