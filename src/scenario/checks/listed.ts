import { badInput, type Place } from "../../errors.ts";
import { didYouMean } from "../nearest.ts";
import type { Scenario } from "../schema.ts";

/** Where in the file a key stands. */
export type PlaceOf = (path: readonly PropertyKey[]) => Place;

/** `ASSET_UNKNOWN` unless the scenario lists the asset. */
export function requireAsset({ assets }: Scenario, symbol: string, place: Place): void {
  if (Object.hasOwn(assets, symbol)) return;
  const listed = Object.keys(assets);
  throw badInput("ASSET_UNKNOWN", `The asset "${symbol}" is not listed under assets.`, {
    place,
    hint: `${didYouMean(symbol, listed)}Listed: ${listed.join(", ")}.`,
  });
}

/** `ASSET_UNKNOWN` or `RESERVE_UNKNOWN` unless the lending pool lists the asset. */
export function requireReserve(scenario: Scenario, symbol: string, place: Place): void {
  requireAsset(scenario, symbol, place);
  if (Object.hasOwn(scenario.lending.reserves, symbol)) return;
  throw badInput("RESERVE_UNKNOWN", `The lending pool does not list ${symbol}.`, {
    place,
    hint: `It lists ${Object.keys(scenario.lending.reserves).join(", ")}.`,
  });
}
