import { marketAsset } from "../world/marketAsset.ts";
import type { World } from "../world/world.ts";
import { GuardBook } from "./guardBook.ts";
import type { GuardPlace } from "./guardPlace.ts";

/** Describes the controls of a world from its scenario; nothing is read from the chain yet. None without treatments. */
export function createGuardBook({ scenario, deployment }: World): GuardBook | undefined {
  const { guards, tokens, perps, vaults, reserves } = deployment;
  const { treatments } = scenario;
  if (guards === undefined || treatments === undefined) return undefined;
  const places: GuardPlace[] = reserves.map(({ symbol }) => placeOf("lending", symbol, tokens[symbol]));
  if (perps !== undefined) {
    const markets = new Set(perps.markets.map(({ name }) => name));
    for (const { name, id } of perps.markets) places.push(placeOf("perps", name, marketAsset(id)));
    for (const symbol of [perps.quote, ...perps.collaterals])
      if (!markets.has(symbol)) places.push(placeOf("perps", symbol, tokens[symbol]));
  }
  for (const { symbol, asset } of vaults) places.push(placeOf(symbol, asset, tokens[asset]));
  // Prices may bind a venue that names none of those assets itself, so that they are known there by address.
  for (const { control, venue, at } of guards.scopes)
    if (control === "priceVelocity")
      for (const name of venue === null ? Object.keys(guards.venues) : [venue])
        places.push(placeOf(name, at.asset, at.asset));
  return new GuardBook(treatments, guards, places);

  function placeOf(venue: string, symbol: string, asset = ""): GuardPlace {
    return { venue, symbol, addresses: { venue: guards?.venues[venue] ?? "", asset } };
  }
}
