import { z } from "zod";

/** The keys that take a decimal, each with the smallest step, [wad], between two values that it takes. */
export const grains = z.registry<{ grain: bigint }>();
