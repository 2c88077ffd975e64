import { badInput, type Place } from "../../errors.ts";
import { didYouMean } from "../nearest.ts";
import type { Scenario } from "../schema.ts";
import type { VaultConfig } from "../vaultSchema.ts";

/** Where in the file a key stands. */
export type PlaceOf = (path: readonly PropertyKey[]) => Place;

/** The same below a key that is known. */
export type PlaceIn = (...keys: PropertyKey[]) => Place;

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

/** `VAULT_UNKNOWN` unless the asset is the share of a vault. */
export function requireVault({ assets }: Scenario, name: string, place: Place): VaultConfig {
  const vault = Object.hasOwn(assets, name) ? assets[name]?.vault : undefined;
  if (vault !== undefined) return vault;
  const listed = Object.keys(assets).filter((symbol) => assets[symbol]?.vault !== undefined);
  throw badInput("VAULT_UNKNOWN", `There is no vault "${name}".`, {
    place,
    hint: `${didYouMean(name, listed)}Assets with a vault: ${listed.join(", ") || "none"}.`,
  });
}
