import { z } from "zod";
import { blocks, bpsShare, hourlySpeed, multiple, nonNegative, positive, properShare, share } from "./quantity.ts";

/** Initial margin, and LTV as what it leaves, that grow with realised volatility and open interest. */
export const marginScalingSchema = z.strictObject({
  assets: z.array(z.string()).min(1).describe("priced assets; their reserve's LTV, and their markets' margin"),
  venues: z.array(z.string()).min(1).default(["lending"]).describe("lending, perps"),
  base: properShare().describe("least initial margin"),
  most: share().prefault("100%"),
  sigmas: multiple().prefault(3).describe("margin in standard deviations over the horizon"),
  horizonSeconds: z.number().int().min(1).max(86_400).default(3600),
  decay: properShare().prefault("94%").describe("weight of the past in the variance"),
  intervalSeconds: z.number().int().min(1).max(86_400).default(12).describe("between returns"),
  openInterest: z
    .strictObject({ fromUsd: nonNegative(), toUsd: positive() })
    .optional()
    .describe("of the asset's first market: between the two the margin grows to the most"),
  upPerHour: hourlySpeed().prefault(1).describe("speed at which it may grow, of the value"),
  downPerHour: hourlySpeed().prefault("10%"),
});

/** A reserve's liquidation threshold goes to another value in a straight line. */
export const thresholdRampSchema = z.strictObject({
  asset: z.string(),
  to: bpsShare(),
  fromBlock: blocks(),
  durationSeconds: z
    .number()
    .int()
    .min(1)
    .max(365 * 86_400),
});

export type MarginScalingConfig = z.output<typeof marginScalingSchema>;
export type ThresholdRampConfig = z.output<typeof thresholdRampSchema>;
