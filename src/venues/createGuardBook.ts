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
  // A venue may be watched by prices of what it does not name itself.
  for (const symbol of treatments.priceVelocity?.assets ?? [])
    for (const venue of Object.keys(guards.venues))
      if (tokens[symbol] !== undefined && !places.some((place) => place.venue === venue && place.symbol === symbol))
        places.push(placeOf(venue, symbol, tokens[symbol]));
  return new GuardBook(treatments, guards, places);

  function placeOf(venue: string, symbol: string, asset = ""): GuardPlace {
    return { venue, symbol, addresses: { venue: guards?.venues[venue] ?? "", asset } };
  }
}
