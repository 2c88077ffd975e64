/** Keys of a scenario under which an asset is named, at any depth of its population, agents and market. */
const NAMING = new Set(["collateral", "debt", "asset"]);
/** Lists of assets. */
const LISTING = new Set(["debts"]);
/** Mappings whose keys are assets. */
const BY_ASSET = new Set(["supply", "borrow", "depthUsdPerLog", "assets"]);

/** Symbols of the assets that a scenario's file names anywhere, in the order of the file. */
export function namedAssets(scenario: unknown): string[] {
  const found = new Set<string>();
  visit(scenario);
  return [...found];

  function visit(node: unknown): void {
    if (typeof node !== "object" || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (NAMING.has(key) && typeof value === "string") found.add(value);
      if (LISTING.has(key) && Array.isArray(value)) for (const symbol of value) found.add(String(symbol));
      if (BY_ASSET.has(key) && typeof value === "object" && value !== null)
        for (const symbol of Object.keys(value)) found.add(symbol);
      visit(value);
    }
  }
}
