/** A rate [wad] that counted from `at` [seconds] on, until the next. */
export interface RateCheckpoint {
  readonly at: bigint;
  readonly rate: bigint;
}

/**
 * Mean of a rate over the window [seconds] that ends at `time`, over what there is of it while the history is shorter.
 * `checkpoints` are oldest first and none is later than `time`. [wad], down.
 */
export function meanRateDown(checkpoints: readonly RateCheckpoint[], window: bigint, time: bigint): bigint {
  const first = checkpoints[0]?.at ?? time;
  const from = time - window > first ? time - window : first;
  if (from === time) return checkpoints.at(-1)?.rate ?? 0n;
  let sum = 0n;
  checkpoints.forEach(({ at, rate }, i) => {
    const start = at > from ? at : from;
    const end = checkpoints[i + 1]?.at ?? time;
    if (end > start) sum += rate * (end - start);
  });
  return sum / (time - from);
}
