import { badInput, type Place } from "../../errors.ts";
import { didYouMean } from "../nearest.ts";
import type { PerpMarketConfig, PerpsConfig } from "../perpSchema.ts";
import type { Scenario } from "../schema.ts";

/** `PERPS_MISSING` unless the scenario has an exchange; `who` begins the sentence. */
export function requirePerps({ perps }: Scenario, who: string, place: Place): PerpsConfig {
  if (perps !== undefined) return perps;
  throw badInput("PERPS_MISSING", `${who} no exchange to trade on.`, {
    place,
    hint: "Add perps with a quote, poolUsd and markets.",
  });
}

/** `MARKET_UNKNOWN` unless the exchange lists the market. */
export function requireMarket({ markets }: PerpsConfig, name: string, place: Place): PerpMarketConfig {
  const market = Object.hasOwn(markets, name) ? markets[name] : undefined;
  if (market !== undefined) return market;
  const listed = Object.keys(markets);
  throw badInput("MARKET_UNKNOWN", `The market "${name}" is not listed under perps.markets.`, {
    place,
    hint: `${didYouMean(name, listed)}Listed: ${listed.join(", ")}.`,
  });
}
