import { z } from "zod";
import { positive, properShare } from "../../../scenario/quantity.ts";

const symbol = z.string().regex(/^\S+$/, "must be a token's symbol");

/** A fall may be written with its sign. */
const fall = z
  .union([z.number(), z.string()])
  .transform((written): string | number => String(written).replace(/^\s*[-−]/, ""))
  .pipe(properShare())
  .describe('how far the price falls: "2%" or "-2%"');

/** One line of a depth overlay. */
export const depthRowSchema = z.strictObject({
  asset: symbol.describe("what is sold"),
  quote: symbol.optional().describe("what it is sold for there; rows of one step with different quotes add up"),
  priceStep: fall,
  usd: positive().describe("USD that other venues take of it until its price has fallen so far"),
});

/** What a depth overlay may hold: what other venues than the forked pools take. */
export const depthSchema = z.array(depthRowSchema).min(1, "must have at least one row");

export type DepthRow = z.output<typeof depthRowSchema>;
