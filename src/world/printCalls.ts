import { rescale } from "../units.ts";
import { encode, GAS } from "./encode.ts";
import type { Call } from "./transaction.ts";
import type { World } from "./world.ts";

/** A fresh print of every asset's price at the start. */
export function printCalls({ scenario, deployment }: World): Call[] {
  const decimals = scenario.lending.baseCurrencyDecimals;
  return Object.entries(scenario.assets).flatMap(([symbol, { priceUsd }]) => {
    if (priceUsd === undefined) return [];
    const data = encode("transmit", [rescale(priceUsd, 18, decimals)]);
    return [{ from: deployment.roles.oracleNode, to: deployment.feeds[symbol] ?? "", data, gas: GAS.transmit }];
  });
}
