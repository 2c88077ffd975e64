import { badInput } from "../errors.ts";

const LAST_SEED = 2 ** 31 - 1;

/** `count` seeds one after another; `SEED_INVALID` where there are not as many. */
export function seedsFrom(first: number, count: number): number[] {
  if (first + count - 1 <= LAST_SEED) return Array.from({ length: count }, (_, i) => first + i);
  throw badInput("SEED_INVALID", `There are not ${count} seeds from ${first} on.`, {
    place: "--seeds",
    hint: `The last seed is ${LAST_SEED}.`,
  });
}
