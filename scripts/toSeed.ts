import { badInput } from "../src/errors.ts";

/** `--seed`: a whole number that the random generator can start from. */
export function toSeed(text: string): number {
  const seed = Number(text);
  if (!/^\d+$/.test(text) || seed >= 2 ** 31)
    throw badInput("SEED_INVALID", `"${text}" is no seed.`, {
      place: "--seed",
      hint: "A seed is a whole number from 0 to 2147483647.",
    });
  return seed;
}
