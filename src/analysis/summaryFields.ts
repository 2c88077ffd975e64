import { z } from "zod";

/** The kinds of figure that a summary is made of. */
export const usd = z.string().regex(/^-?\d+\.\d{2}$/);
export const price = z.string().regex(/^\d+(\.\d+)?$/);
export const size = z.string().regex(/^-?\d+(\.\d+)?$/);
export const ratio = z.number();
export const count = z.number().int().nonnegative();
