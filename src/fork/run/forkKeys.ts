import { z } from "zod";

const address = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/, "must be an address, 0x and forty hexadecimal digits, in quotes")
  .transform((text) => text.toLowerCase());

/** What the key `fork` of a scenario file says of the real chain. */
export const forkKeysSchema = z
  .strictObject({
    assets: z
      .record(z.string(), address)
      .optional()
      .describe("the only reserves that are looked at, symbol and token; else all that anybody here has or names"),
    pools: z
      .array(address)
      .optional()
      .describe("the exchanges' pools that are traded on; else the deepest that connect the assets"),
    eModes: z.array(z.number().int().min(1).max(255)).optional().describe("e-mode categories that are looked at"),
    depth: z.string().optional().describe("a depth overlay beside the file"),
  })
  .describe("what of the real chain takes part");

export type ForkKeys = z.output<typeof forkKeysSchema>;
