import type { Scenario } from "../../scenario/schema.ts";
import { startPrice } from "../../scenario/startPrice.ts";

/** What smallest units of an asset are worth at its start price, USD [wad], down. */
export function usdOf(scenario: Scenario, symbol: string, amount: bigint): bigint {
  return (amount * startPrice(scenario, symbol)) / 10n ** BigInt(scenario.assets[symbol]?.decimals ?? 18);
}
