import type { GuardDeployment } from "../../world/deployment.ts";

/** The controls' contracts that a node has, by the names that a reader knows them by. */
export function guardParts(guards: GuardDeployment | undefined): Record<string, string> {
  if (guards === undefined) return {};
  const { registry, breaker, margin, steps, deficitWatch, lens } = guards;
  const parts = {
    "Leverage registry": registry,
    "Circuit breaker": breaker,
    "Deficit watch": deficitWatch,
    "Margin scaling": margin,
    "Tiered liquidation": steps,
    "Guard lens": lens,
  };
  return Object.fromEntries(Object.entries(parts).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
