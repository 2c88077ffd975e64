import type { CompareMetric } from "../../analysis/compareSchema.ts";

type Unit = CompareMetric["unit"];

const OUTCOMES: readonly [field: string, label: string, unit: Unit][] = [
  ["badDebtUsd.ultimate", "Ultimate bad debt", "usd"],
  ["badDebtUsd.recognised", "Recognised bad debt", "usd"],
  ["badDebtUsd.economic", "Economic bad debt", "usd"],
  ["liquidations.collateralUsd", "Liquidated value", "usd"],
  ["liquidations.accounts", "Accounts hit", "count"],
  ["cascade.branchingRatio", "Branching ratio", "ratio"],
  ["cascade.rounds", "Rounds", "count"],
  ["users.lossUsd", "Users' loss", "usd"],
  ["lenders.lockedBlockHours", "Lenders locked (h)", "hours"],
];

const COSTS: readonly [field: string, label: string, unit: Unit, isHeadline: boolean][] = [
  ["controls.refused.usd", "Refused volume", "usd", true],
  ["controls.refused.count", "Refused actions", "count", false],
  ["controls.refused.accounts", "Accounts with refusals", "count", false],
  ["controls.openings.usd", "Openings curtailed", "usd", true],
  ["controls.openings.accounts", "Accounts with curtailed openings", "count", false],
  ["controls.blockedExits.count", "Blocked exits", "count", true],
  ["controls.blockedExits.usd", "Value of blocked exits", "usd", false],
  ["controls.blockedExits.blockHours", "Time in blocked exits (h)", "hours", false],
  ["controls.heldLiquidations.usd", "Debt of held liquidations", "usd", false],
  ["controls.heldLiquidations.accounts", "Accounts with held liquidations", "count", false],
  ["controls.haltedBlocks", "Blocks halted", "count", false],
];

/** Where amplifications stand among the outcomes. */
const AFTER = "liquidations.accounts";

/** What is compared, in the order of its tables. The amplification of the main asset is a headline, of others not. */
export function compareMetrics(assets: readonly string[], mainAsset: string | null): CompareMetric[] {
  const amplifications = assets.map((asset) => ({
    field: `cascade.amplification.${asset}`,
    label: `Amplification of ${asset}`,
    unit: "ratio" as const,
    kind: "outcome" as const,
    isHeadline: asset === mainAsset,
  }));
  const outcomes = OUTCOMES.flatMap(([field, label, unit]) => [
    { field, label, unit, kind: "outcome" as const, isHeadline: true },
    ...(field === AFTER ? amplifications : []),
  ]);
  const costs = COSTS.map(([field, label, unit, isHeadline]) => ({
    field,
    label,
    unit,
    kind: "cost" as const,
    isHeadline,
  }));
  return [...outcomes, ...costs];
}
