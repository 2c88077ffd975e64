import type { LendingFacts } from "../market/lendingFacts.ts";
import type { Found } from "./takeFound.ts";

/** Symbols of what real accounts owe, and of what the scenario's own people will, by pairs of collateral and debt. */
export function owedAssets(
  { reserves }: Pick<LendingFacts, "reserves">,
  found: Found["debts"] = new Map(),
  pairs: readonly (readonly [string, string])[],
): string[] {
  const tokens = new Set([...found.values()].flat());
  const real = reserves.filter(({ asset }) => tokens.has(asset)).map(({ symbol }) => symbol);
  return [...real, ...pairs.map(([, debt]) => debt)];
}
