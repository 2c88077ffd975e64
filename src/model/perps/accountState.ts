import type { PerpPosition } from "./position.ts";

/** A cross-margin account: cash in quote, positions by market id, collateral by token, time of its last part closed. */
export type PerpAccountState = {
  readonly settled: bigint;
  readonly positions: ReadonlyMap<number, PerpPosition>;
  readonly collateral: ReadonlyMap<string, bigint>;
  readonly flagged: boolean;
  /** [seconds] of the last partial liquidation, 0 for none */
  readonly partialTime: bigint;
};

export const EMPTY_ACCOUNT: PerpAccountState = {
  settled: 0n,
  positions: new Map(),
  collateral: new Map(),
  flagged: false,
  partialTime: 0n,
};
