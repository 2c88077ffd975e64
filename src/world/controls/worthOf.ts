import type { Scenario } from "../../scenario/schema.ts";
import { startPrice } from "../../scenario/startPrice.ts";

/** The most that a control keeps as an amount: nobody has as much. */
const MOST = 2n ** 128n - 1n;

/** Smallest units of an asset, or of a market's base [wad], that are worth `usd` [wad] at the start, down. */
export function worthOf(scenario: Scenario, name: string, isMarket: boolean, usd: bigint): bigint {
  const symbol = isMarket ? (scenario.perps?.markets[name]?.asset ?? "") : name;
  const units = (usd * unitOf(scenario, name, isMarket)) / startPrice(scenario, symbol);
  return units < MOST ? units : MOST;
}

/** Smallest units of one whole asset; a market counts its base with 18 decimals. */
export function unitOf({ assets }: Scenario, name: string, isMarket: boolean): bigint {
  return 10n ** BigInt(isMarket ? 18 : (assets[name]?.decimals ?? 18));
}
