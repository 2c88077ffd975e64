/** A group of a population as its author wrote it, as far as it says what is owed on what. */
type Written = { collateral?: unknown; debt?: unknown; supply?: object; borrow?: object };

/** Symbols of the collateral and debt of each group that a scenario's file plans, whatever else is wrong with it; each pair once. */
export function plannedPairs(scenario: unknown): [string, string][] {
  const pairs = new Map<string, [string, string]>();
  const { population } = (scenario ?? {}) as { population?: unknown };
  const groups = Object.values(population ?? {}).filter((group): group is Written => typeof group === "object");
  for (const { collateral, debt, supply, borrow } of groups.filter((group) => group !== null)) {
    const [from, to] =
      typeof collateral === "string"
        ? [[collateral], typeof debt === "string" ? [debt] : []]
        : [Object.keys(supply ?? {}), Object.keys(borrow ?? {})];
    for (const a of from) for (const b of to) if (a !== b) pairs.set(`${a} ${b}`, [a, b]);
  }
  return [...pairs.values()];
}
