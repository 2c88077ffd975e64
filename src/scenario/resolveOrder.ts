import type { Scenario } from "./schema.ts";
import { vaultOrder } from "./vaultOrder.ts";

/**
 * Puts shares after plain assets, and each after the shares that its vault is built from, wherever a scenario lists
 * assets. A share can be listed by a venue only once its vault is there, and the vault needs the venue's plain assets:
 * so the order of the scenario is that of every list on the chain.
 */
export function resolveOrder(scenario: Scenario): Scenario {
  const shares = vaultOrder(scenario.assets);
  if (shares.length === 0) return scenario;
  const { assets, lending, perps } = scenario;
  return {
    ...scenario,
    assets: ordered(assets),
    lending: { ...lending, reserves: ordered(lending.reserves) },
    ...(perps === undefined ? {} : { perps: { ...perps, collateral: ordered(perps.collateral) } }),
  };

  function ordered<T>(listed: Readonly<Record<string, T>>): Record<string, T> {
    const plain = Object.keys(listed).filter((symbol) => !shares.includes(symbol));
    const last = shares.filter((symbol) => Object.hasOwn(listed, symbol));
    return Object.fromEntries([...plain, ...last].map((symbol) => [symbol, listed[symbol] as T]));
  }
}
