import { uniformBigInt } from "pure-rand/distribution/uniformBigInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { WAD } from "../units.ts";

/** A stream of random numbers that depends on the seed and its own name alone. */
export interface Random {
  /** Uniform in [0, 1), [wad]. */
  wad(): bigint;
  /** Uniform in [low, high], both included. */
  between(low: bigint, high: bigint): bigint;
  /** Uniform integer in [0, below). */
  index(below: number): number;
}

/**
 * A stream named `name` under `seed`. Streams are independent, so that one more draw by an agent does not shift what
 * the others see.
 */
export function randomStream(seed: number, name: string): Random {
  const generator = xoroshiro128plus(seed ^ hash(name));
  const between = (low: bigint, high: bigint) => (low >= high ? low : uniformBigInt(generator, low, high));
  return {
    wad: () => between(0n, WAD - 1n),
    between,
    index: (below) => Number(between(0n, BigInt(below) - 1n)),
  };
}

/** FNV-1a over the UTF-16 units of the name. */
function hash(name: string): number {
  let state = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) state = Math.imul(state ^ name.charCodeAt(i), 0x01000193);
  return state | 0;
}
