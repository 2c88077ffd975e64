import { ZeroAddress } from "ethers";
import type { Treatment, Treatments } from "../../src/scenario/treatmentSchema.ts";
import { GuardBook } from "../../src/venues/guardBook.ts";
import { EMPTY_PLACE, type PlaceState } from "../../src/venues/guardPlace.ts";
import type { GuardDeployment, GuardScope } from "../../src/world/deployment.ts";

/** Unix seconds at which the made-up controls are looked at. */
export const LOOK = 1_000_000;

/**
 * Controls of a made-up economy, each everywhere, as the last block left them: by venue/asset what differs from where
 * nothing binds. A halt of a watched price stands at the asset's own name.
 */
export function tinyGuards(treatments: object, states: Record<string, Partial<PlaceState>> = {}): GuardBook {
  const wanted = { pokeBlocks: 1, ...treatments } as Treatments;
  const places = Object.keys(states).map((place) => {
    const [venue = "", symbol = ""] = place.split("/");
    return { venue, symbol, addresses: { venue, asset: symbol } };
  });
  const scopes = Object.keys(treatments).flatMap((control): GuardScope[] => {
    const assets = (control as Treatment) === "priceVelocity" ? wanted.priceVelocity?.assets : undefined;
    return (assets ?? [null]).map((asset) => ({
      control: control as GuardScope["control"],
      venue: null,
      asset,
      isMarket: false,
      at: { venue: ZeroAddress, asset: asset ?? ZeroAddress },
    }));
  });
  const venues = Object.fromEntries(places.map(({ venue }) => [venue, venue]));
  const guards = new GuardBook(wanted, { scopes, venues } as unknown as GuardDeployment, places);
  for (const { venue, symbol } of places)
    guards.set(venue, symbol, { ...EMPTY_PLACE, ...states[`${venue}/${symbol}`] });
  guards.time = LOOK;
  return guards;
}
