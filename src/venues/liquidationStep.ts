import { mulDivUp } from "../model/mulDiv.ts";
import type { StepsConfig } from "../scenario/treatmentSchema.ts";
import { WAD } from "../units.ts";

/** An account's step as the chain stores it: end in unix seconds, USD [wad]. */
export interface LiquidationStep {
  until: bigint;
  budget: bigint;
  used: bigint;
}

/** What an account owes, USD [wad], its health factor, [wad], and the time, unix seconds. */
export interface StepMoment {
  debtUsd: bigint;
  healthFactor: bigint;
  time: number;
}

/** What a step may still repay, USD [wad], as `TieredLiquidation.room`; undefined where no tier applies. */
export function stepRoomUsd(
  { tiers, wholeBelow }: StepsConfig,
  step: LiquidationStep | undefined,
  { debtUsd, healthFactor, time }: StepMoment,
): bigint | undefined {
  if (healthFactor < wholeBelow) return undefined;
  const tier = tiers.findLast(({ aboveUsd }) => debtUsd > aboveUsd);
  if (tier === undefined) return undefined;
  if (step !== undefined && BigInt(time) < step.until) return step.budget - step.used;
  return mulDivUp(debtUsd, tier.share, WAD);
}
