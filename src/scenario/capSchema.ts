import { z } from "zod";
import { leverageCap, share } from "./quantity.ts";

/** The leverage registry: what an account, an asset's reuse and the whole system may reach over all venues. */
export const capSchema = z.strictObject({
  mode: z.enum(["enforce", "observe"]).default("enforce").describe("observe: what would be refused is recorded only"),
  binds: z
    .enum(["opening", "run"])
    .default("opening")
    .describe("opening: positions of the population are opened under it; run: it comes with the first block"),
  maxLeverage: leverageCap().optional().describe("exposure ÷ equity of any account, vaults too; none without"),
  maxSystemLeverage: leverageCap().optional().describe("exposure ÷ equity of all holders together"),
  maxReuse: z
    .record(z.string(), leverageCap())
    .default({})
    .describe("by asset: claims on it that stand behind something ÷ what there is of it"),
  weights: z
    .record(z.string(), share())
    .default({})
    .describe('by venue (lending, perps, "shares"): share of equity there that counts; 100% where none is given'),
  maxAgeSeconds: z
    .number()
    .int()
    .min(60)
    .max(7 * 86_400)
    .default(3600)
    .describe("of a vault's stored exposure and the system's figures; older, what needs them is refused"),
  rampSeconds: z
    .number()
    .int()
    .min(0)
    .max(365 * 86_400)
    .default(0)
    .describe("how long a cap that binds in the run takes to come into force"),
});

export type CapConfig = z.output<typeof capSchema>;
