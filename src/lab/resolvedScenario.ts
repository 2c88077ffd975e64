import { stringify } from "yaml";
import type { AssetConfig, Scenario } from "../scenario/schema.ts";
import { formatDecimal } from "../units.ts";

/** A scenario as its author could have written it: every default filled in, decimals in place of fixed point. */
export function resolvedScenario(scenario: Scenario): Record<string, unknown> {
  const assets = Object.entries(scenario.assets).map(([symbol, asset]) => [symbol, authored(asset)] as const);
  return plain({ ...scenario, assets: Object.fromEntries(assets) }) as Record<string, unknown>;
}

/** A share's decimals follow from its vault; nobody writes them. */
function authored({ decimals, ...asset }: AssetConfig): object {
  return asset.vault === undefined ? { decimals, ...asset } : asset;
}

/** The same as YAML, which loads to the same scenario again. */
export function resolvedYaml(scenario: Scenario): string {
  return stringify(resolvedScenario(scenario), { lineWidth: 120 });
}

function plain(value: unknown): unknown {
  if (typeof value === "bigint") return formatDecimal(value, 18);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key, plain(item)]),
  );
}
