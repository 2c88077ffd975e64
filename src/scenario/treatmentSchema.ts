import { z } from "zod";
import {
  borrowVelocitySchema,
  lossStopSchema,
  outflowSchema,
  pauseSchema,
  priceVelocitySchema,
  throttleSchema,
} from "./breakerSchema.ts";
import { capSchema } from "./capSchema.ts";
import { marginScalingSchema, thresholdRampSchema } from "./marginTermsSchema.ts";
import { nonNegative, share, shareWithin } from "./quantity.ts";

/** Large debts are closed in steps. */
const stepsSchema = z.strictObject({
  tiers: z
    .array(
      z.strictObject({
        aboveUsd: nonNegative().describe("debt beyond which it applies"),
        share: shareWithin(1, 100).describe("of the debt that a step repays"),
        cooldownSeconds: z.number().int().min(1).max(3600),
      }),
    )
    .min(1)
    .max(8)
    .describe("smallest first"),
  wholeBelow: share().prefault("95%").describe("health factor below which no tier applies"),
});

/** Liquidations that would lower the account's health. */
const toxicZoneSchema = z.strictObject({
  assets: z.array(z.string()).min(1).optional().describe("collateral; all reserves without"),
  rule: z.enum(["halt", "zeroBonus", "holdHealth"]),
});

/** Controls that a scenario switches on. Each is off where its key is absent. */
export const treatmentSchema = z.strictObject({
  cap: capSchema.optional().describe("leverage registry: caps over all venues"),
  priceVelocity: priceVelocitySchema.optional().describe("a halt or a spread while prices run away"),
  outflow: outflowSchema.optional().describe("limits what leaves a venue"),
  throttle: throttleSchema.optional().describe("limits what is seized"),
  borrowVelocity: borrowVelocitySchema.optional().describe("limits what is borrowed"),
  lossStop: lossStopSchema.optional().describe("losses stop borrowing"),
  pause: pauseSchema.optional().describe("a guardian's pause, with grace"),
  margin: marginScalingSchema.optional().describe("margins that grow with volatility and open interest"),
  thresholdRamp: thresholdRampSchema.optional().describe("a liquidation threshold that moves slowly"),
  steps: stepsSchema.optional().describe("large debts are closed in steps"),
  toxicZone: toxicZoneSchema.optional().describe("where liquidation would lower health"),
  pokeBlocks: z
    .number()
    .int()
    .min(1)
    .max(100)
    .default(1)
    .describe("how often a keeper makes the controls look at prices, vaults and the system"),
});

export type Treatments = z.output<typeof treatmentSchema>;
/** A control by its key. */
export type Treatment = Exclude<keyof Treatments, "pokeBlocks">;
export type StepsConfig = z.output<typeof stepsSchema>;
export type ToxicZoneConfig = z.output<typeof toxicZoneSchema>;
