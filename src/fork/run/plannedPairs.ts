/** A group of a population as its author wrote it, as far as it says what is owed on what. */
type Written = { collateral?: unknown; debt?: unknown; supply?: object; borrow?: object };

/** Symbols of the collateral and debt of each group that a scenario's file plans; each pair once. */
export function plannedPairs(scenario: { population?: Record<string, Written> }): [string, string][] {
  const pairs = new Map<string, [string, string]>();
  for (const { collateral, debt, supply, borrow } of Object.values(scenario.population ?? {})) {
    const [from, to] =
      typeof collateral === "string"
        ? [[collateral], typeof debt === "string" ? [debt] : []]
        : [Object.keys(supply ?? {}), Object.keys(borrow ?? {})];
    for (const a of from) for (const b of to) if (a !== b) pairs.set(`${a} ${b}`, [a, b]);
  }
  return [...pairs.values()];
}
