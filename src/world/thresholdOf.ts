import type { Scenario } from "../scenario/schema.ts";

/** The liquidation threshold that a group's collateral will have, [wad]. */
export function thresholdOf({ lending }: Scenario, group: { collateral: string; eMode: number }): bigint {
  const mode = lending.eModes.find((candidate) => candidate.id === group.eMode);
  return (mode ?? lending.reserves[group.collateral])?.liquidationThreshold ?? 0n;
}
