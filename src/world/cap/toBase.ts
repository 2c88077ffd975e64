import type { Scenario } from "../../scenario/schema.ts";
import { rescale } from "../../units.ts";

/** USD [wad] in the oracle's base currency, to the nearest unit. */
export function toBase({ lending }: Scenario, usd: bigint): bigint {
  return rescale(usd, 18, lending.baseCurrencyDecimals);
}
