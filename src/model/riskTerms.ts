import { BPS, WAD } from "../units.ts";

/** A threshold's `from` on its first way: it begins where the reserve has its own. */
export const FROM_OWN = 2n ** 64n - 1n;

/** How a reserve's terms move by themselves, as `MarginScaling` stores it. Times in seconds. */
export interface RiskTerms {
  /** The margin that bounds the LTV: `value` [wad] held at `time`, then it follows `target` by `up` or `down` a second. */
  readonly margin: {
    readonly value: bigint;
    readonly target: bigint;
    readonly time: bigint;
    readonly up: bigint;
    readonly down: bigint;
  };
  /** The liquidation threshold's straight line, [bps], `from` also `FROM_OWN`; an `end` of zero leaves the reserve its own. */
  readonly threshold: {
    readonly from: bigint;
    readonly to: bigint;
    readonly start: bigint;
    readonly end: bigint;
  };
}

/** Initial margin ratio at a time, 0 without terms. [wad] */
export function marginAt({ margin }: RiskTerms, time: bigint): bigint {
  const { value, target, up, down } = margin;
  const elapsed = time - margin.time;
  if (target > value) return least(target, value + up * elapsed);
  return most(target, most(0n, value - down * elapsed));
}

/** LTV that the margin leaves, down, and never more than the reserve's own. [bps] */
export function ltvAtDown(terms: RiskTerms, own: bigint, time: bigint): bigint {
  return least(own, ((WAD - marginAt(terms, time)) * BPS) / WAD);
}

/** Threshold that holds at a time; between two values it lags, whichever way it goes. [bps] */
export function thresholdAt({ threshold }: RiskTerms, own: bigint, time: bigint): bigint {
  const { to, start, end } = threshold;
  if (end === 0n || own === 0n) return own;
  if (time >= end) return to;
  const from = threshold.from === FROM_OWN ? own : threshold.from;
  const [passed, length] = [time - start, end - start];
  return to > from ? from + ((to - from) * passed) / length : from - ((from - to) * passed) / length;
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function most(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
