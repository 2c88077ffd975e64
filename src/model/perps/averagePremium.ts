import type { PremiumCheckpoint } from "./marketState.ts";

/** A premium's history: its sum over time up to `time`, and how it came there, oldest first. */
export type PremiumHistory = {
  readonly time: bigint;
  readonly sum: bigint;
  readonly checkpoints: readonly PremiumCheckpoint[];
};

/**
 * The skew premium averaged over the `window` seconds that end at the history's time, toward zero; since the first
 * checkpoint where that is shorter; `present` where there is no window or no time has passed. [wad]
 */
export function averagePremium(history: PremiumHistory, window: bigint, present: bigint): bigint {
  const first = history.checkpoints[0];
  if (window === 0n || first === undefined || first.time >= history.time) return present;
  const from = history.time - window > first.time ? history.time - window : first.time;
  return (history.sum - sumAt(history, from)) / (history.time - from);
}

/** Between two checkpoints the premium stood still, so the sum is a straight line; `at` is not before the first. */
function sumAt({ time, sum, checkpoints }: PremiumHistory, at: bigint): bigint {
  let [low, high] = [0, checkpoints.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((checkpoints[middle] as PremiumCheckpoint).time <= at) low = middle;
    else high = middle;
  }
  const left = checkpoints[low] as PremiumCheckpoint;
  const right = checkpoints[high] ?? { time, sum };
  if (left.time === at) return left.sum;
  return left.sum + ((right.sum - left.sum) / (right.time - left.time)) * (at - left.time);
}
