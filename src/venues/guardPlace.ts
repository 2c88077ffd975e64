import { MAX_UINT } from "../world/encode.ts";

/** Words that the lens returns for one place. */
export const PLACE_WORDS = 8;

/** Something at a venue that controls are asked about. */
export interface GuardPlace {
  venue: string;
  /** An asset, or a market of the exchange by its name; what only has a price that binds there, by its address. */
  symbol: string;
  /** As the breaker knows them: a market is its number and one. */
  addresses: { venue: string; asset: string };
}

/** How the breaker stands there: rooms as of the block that was read, ends in unix seconds. */
export interface PlaceState {
  /** USD [wad] */
  liquidationRoom: bigint;
  /** Smallest units, of a market [wad base]. */
  borrowRoom: bigint;
  /** Smallest units. */
  outflowRoom: bigint;
  pausedUntil: bigint;
  graceUntil: bigint;
  lossUntil: bigint;
  haltedUntil: bigint;
  /** [wad] */
  spread: bigint;
}

/** Where nothing binds. */
export const EMPTY_PLACE: PlaceState = {
  liquidationRoom: MAX_UINT,
  borrowRoom: MAX_UINT,
  outflowRoom: MAX_UINT,
  pausedUntil: 0n,
  graceUntil: 0n,
  lossUntil: 0n,
  haltedUntil: 0n,
  spread: 0n,
};

/** A place's words of a lens answer, beginning at `offset`. */
export function readPlace(words: readonly bigint[], offset: number): PlaceState {
  const at = (index: number) => words[offset + index] ?? 0n;
  return {
    liquidationRoom: at(0),
    borrowRoom: at(1),
    outflowRoom: at(2),
    pausedUntil: at(3),
    graceUntil: at(4),
    lossUntil: at(5),
    haltedUntil: at(6),
    spread: at(7),
  };
}
