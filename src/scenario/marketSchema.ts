import { z } from "zod";
import { blocks, change, count, gasPrice, positive, price, rate, seconds } from "./quantity.ts";

const shockPath = z.strictObject({
  kind: z.literal("shock"),
  asset: z.string(),
  change: change(),
  atBlock: blocks().default(1),
});

const scriptPath = z.strictObject({
  kind: z.literal("script"),
  asset: z.string(),
  steps: z.array(z.strictObject({ atBlock: blocks(), priceUsd: price() })).min(1),
});

const candlePath = z.strictObject({
  kind: z.literal("candles"),
  asset: z.string(),
  file: z.string().describe("CSV beside the scenario: start (ISO), open, high, low, close"),
  candleSeconds: z.number().int().positive(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
});

const processPath = z.strictObject({
  kind: z.literal("process"),
  asset: z.string(),
  volatilityPerYear: rate(),
  blocks: count(100_000),
});

const couplingSchema = z.strictObject({
  depthUsdPerLog: z.record(z.string(), positive()).default({}).describe("D: outside USD sold for a unit of log price"),
  recoveryHalfLifeSeconds: z
    .union([z.literal("never"), z.number().int().positive()])
    .default("never")
    .describe("half-life of the outside market's impact"),
});

/** The outside world: how prices move by themselves and what forced selling does to them. */
export const marketSchema = z
  .strictObject({
    coupling: z.enum(["on", "off"]).default("on").describe("off sets 1/D to zero"),
    arrival: z
      .enum(["everywhere", "reference"])
      .optional()
      .describe("whether an exogenous move reaches the pools by itself or is carried there by arbitrage"),
    paths: z.array(z.discriminatedUnion("kind", [shockPath, scriptPath, candlePath, processPath])).default([]),
    etherUsd: price().optional().describe("what gas is paid in; the reference price of WETH where that is listed"),
    gasPriceGwei: gasPrice()
      .prefault(1)
      .describe("base fee at the start, and its floor: the rest of the chain's demand"),
    quietSeconds: seconds().default(0).describe("time that passes after the last move before the run may end"),
  })
  .extend(couplingSchema.shape);
