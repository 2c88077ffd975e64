import type { ForkShock } from "./forkScenario.ts";
import { namedAssets } from "./namedAssets.ts";

/**
 * Symbols of what moves by itself in a run, or begins at a stated price: what is shocked, what the file's market names as
 * a path's asset or as deep, and what the file gives a price.
 */
export function movedAssets(scenario: unknown, shocks: readonly ForkShock[]): string[] {
  const { market, assets } = (scenario ?? {}) as { market?: unknown; assets?: unknown };
  const priced = Object.entries((assets ?? {}) as Record<string, unknown>).flatMap(([symbol, asset]) =>
    typeof asset === "object" && asset !== null && "priceUsd" in asset ? [symbol] : [],
  );
  return [...new Set([...shocks.map(({ asset }) => asset), ...namedAssets({ market }), ...priced])];
}
