import type { Treatments } from "../../scenario/treatmentSchema.ts";
import type { Deployment } from "../deployment.ts";
import type { Call } from "../transaction.ts";
import { guardCall } from "./guardCall.ts";

/** Lets lending close large debts in steps, and puts another incentive around those of its reserves. */
export function liquidationCalls(deployment: Deployment, { steps }: Treatments): Call[] {
  const { guards, configurator, lendingPool, tokens } = deployment;
  if (guards === undefined) return [];
  const calls = Object.entries(guards.toxicZones).map(([symbol, zone]) =>
    guardCall(deployment, ["venue", configurator], "setLiquidationIncentive", [tokens[symbol], zone]),
  );
  if (steps === undefined || guards.steps === undefined) return calls;
  const tiers = steps.tiers.map(({ aboveUsd, share, cooldownSeconds }) => [aboveUsd, share, cooldownSeconds]);
  return [
    ...calls,
    guardCall(deployment, ["steps", guards.steps], "setTiers", [lendingPool, tiers, steps.wholeBelow]),
    guardCall(deployment, ["venue", configurator], "setLiquidationSteps", [guards.steps]),
  ];
}
