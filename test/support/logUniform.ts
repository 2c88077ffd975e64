import type { Random } from "../../src/world/random.ts";

/** Each doubling between `low` and `high` is as likely as the next. */
export function logUniform(random: Random, low: bigint, high: bigint): bigint {
  const doublings = (high / low).toString(2).length;
  const bottom = low << BigInt(random.index(doublings));
  const drawn = random.between(bottom, 2n * bottom);
  return drawn > high ? high : drawn;
}
