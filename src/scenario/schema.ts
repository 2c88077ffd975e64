import { z } from "zod";
import { agentSchema } from "./agentSchema.ts";
import { assetSchema } from "./assetSchema.ts";
import { changeSchema } from "./changeSchema.ts";
import { channelSchema } from "./channelSchema.ts";
import { lendingSchema, poolSchema } from "./lendingSchema.ts";
import { marketSchema } from "./marketSchema.ts";
import { type PerpsConfig, perpsSchema } from "./perpSchema.ts";
import { populationSchema } from "./populationSchema.ts";
import { treatmentSchema } from "./treatmentSchema.ts";

const chainSchema = z.strictObject({
  startTime: z.iso.datetime().default("2025-01-01T00:00:00Z").describe("time of the first block of the run"),
  blockSeconds: z.number().int().min(1).max(3600).default(12),
  blockGasLimit: z
    .number()
    .int()
    .min(4_000_000)
    .max(1_000_000_000)
    .default(60_000_000)
    .describe(
      "gas that fits a block, at least what the largest transaction of a run may take; the rest waits for the next",
    ),
  maxBlocks: z
    .number()
    .int()
    .min(1)
    .max(100_000)
    .default(300)
    .describe("where a run that does not end by itself is cut off, and reported as not converged"),
  ordering: z
    .enum(["priority-fee", "random", "fifo"])
    .default("priority-fee")
    .describe("how transactions of a block are laid out"),
});

const bound = z
  .strictObject({
    min: z.number().optional(),
    max: z.number().optional(),
    is: z.union([z.number(), z.boolean()]).optional(),
  })
  .describe("bounds on one field of summary.json");

/** What a scenario file holds. Every number's unit is in its key or its description. */
export const scenarioSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/, "must be lower case letters, digits, dots and dashes"),
  question: z.string().min(1).describe("what the scenario answers, in one sentence"),
  about: z.string().default("").describe("agents, assumptions, sources"),
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(1),
  chain: chainSchema.prefault({}),
  assets: z.record(z.string(), assetSchema),
  lending: lendingSchema.prefault({ reserves: {} }),
  perps: perpsSchema.optional().describe("the perpetual exchange, if there is one"),
  pools: z.array(poolSchema).default([]),
  market: marketSchema.prefault({}),
  channels: channelSchema.prefault({}).describe("what may travel between venues"),
  changes: z.array(changeSchema).default([]).describe("what the lab changes during the run"),
  treatments: treatmentSchema.optional().describe("controls that are switched on; all are off without"),
  population: populationSchema.default({}),
  agents: z.record(z.string(), agentSchema).default({}),
  replay: z
    .strictObject({
      file: z.string().describe("CSV beside the scenario, one recorded action a line"),
      account: z.string().describe("the population group that is replayed"),
    })
    .optional()
    .describe("recorded actions executed in place of agents"),
  compare: z
    .array(
      z.strictObject({
        metric: z.string(),
        field: z.string().describe("path into summary.json, or a figure of a span, of the end or of the replay"),
        recorded: z.union([z.number(), z.string()]),
        source: z.string(),
      }),
    )
    .default([]),
  spans: z
    .record(z.string(), z.strictObject({ from: z.iso.datetime(), to: z.iso.datetime() }))
    .default({})
    .describe("named stretches of time, both ends included, whose liquidations compare may ask for"),
  sampleEveryBlocks: z
    .number()
    .int()
    .positive()
    .optional()
    .describe("how often the health-factor distribution is written"),
  expect: z.record(z.string(), bound).default({}),
});

/** A validated scenario: defaults, the perps' preset and shares' decimals filled in, every decimal a [wad] bigint. */
export type Scenario = Omit<z.output<typeof scenarioSchema>, "perps" | "assets"> & {
  perps?: PerpsConfig;
  assets: Record<string, AssetConfig>;
};
export type AssetConfig = Omit<z.output<typeof assetSchema>, "decimals"> & { decimals: number };
export type ReserveConfig = Scenario["lending"]["reserves"][string];
export type PoolConfig = Scenario["pools"][number];
export type PathConfig = Scenario["market"]["paths"][number];
export type GroupConfig = Scenario["population"][string];
/** Groups that open in the lending pool alone. */
export type LendingGroup = Exclude<GroupConfig, { kind: "trader" | "depositor" | "stacker" | "lender" }>;
export type DepositorConfig = Extract<GroupConfig, { kind: "depositor" }>;
export type LenderConfig = Extract<GroupConfig, { kind: "lender" }>;
export type StackerConfig = Extract<GroupConfig, { kind: "stacker" }>;
export type TraderConfig = Extract<GroupConfig, { kind: "trader" }>;
export type AgentConfig = Scenario["agents"][string];
