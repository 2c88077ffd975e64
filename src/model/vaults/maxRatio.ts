import { BPS } from "../../units.ts";
import { SECONDS_PER_YEAR } from "../interest.ts";
import { mulDivDown } from "../mulDiv.ts";

/** A ratio [wad] as it was at a moment [seconds], and how fast it may have grown since [bps a year]. */
export interface RatioSnapshot {
  readonly ratio: bigint;
  readonly takenAt: bigint;
  readonly yearlyGrowth: bigint;
}

/** Growth that stands for no bound. [bps a year] */
export const UNCAPPED = 2n ** 32n - 1n;

/** The most that a capped ratio counts for at `time` [seconds]; undefined where nothing bounds it. [wad], down. */
export function maxRatioDown({ ratio, takenAt, yearlyGrowth }: RatioSnapshot, time: bigint): bigint | undefined {
  if (yearlyGrowth === UNCAPPED) return undefined;
  return ratio + mulDivDown(ratio, yearlyGrowth * (time - takenAt), BPS * SECONDS_PER_YEAR);
}
