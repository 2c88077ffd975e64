import { badInput, type Place } from "../../errors.ts";
import { controlSubjects, type ScopedControl } from "../controlSubjects.ts";
import { didYouMean } from "../nearest.ts";
import type { Scenario } from "../schema.ts";
import { venuesOf } from "../venuesOf.ts";
import type { PlaceIn } from "./listed.ts";

/** What a control is about, as a sentence that says it is not to be found at a venue ends. */
const ABOUT: Readonly<Record<ScopedControl, string>> = {
  priceVelocity: "has a price",
  outflow: "is paid out",
  throttle: "is seized",
  borrowVelocity: "is borrowed or ordered",
  lossStop: "has its losses told",
  pause: "is reported",
};

/** Venues and assets that there are, each with something of the other that the control can bind. */
export function checkControlScope(
  scenario: Scenario,
  control: ScopedControl,
  { venues, assets }: { venues?: readonly string[] | undefined; assets?: readonly string[] | undefined },
  place: PlaceIn,
): void {
  const subjects = (venue: string) => controlSubjects(scenario, control, venue);
  for (const [i, venue] of (venues ?? []).entries()) requireVenue(scenario, venue, place("venues", i));
  for (const [i, asset] of (assets ?? []).entries()) requireSubject(scenario, asset, place("assets", i));
  const where = venues ?? venuesOf(scenario);

  if (where.every((venue) => subjects(venue).length === 0)) {
    throw badInput("CONTROL_BINDS_NOTHING", `There is no venue where anything ${ABOUT[control]}.`, {
      place: place(),
      hint: `Venues: ${venuesOf(scenario).join(", ")}.`,
    });
  }
  for (const [i, venue] of (venues ?? []).entries()) {
    const own = subjects(venue);
    if (assets === undefined ? own.length > 0 : assets.some((asset) => own.includes(asset))) continue;
    const what = assets === undefined ? "nothing" : `none of ${assets.join(", ")}`;
    throw badInput("CONTROL_BINDS_NOTHING", `At ${venue} ${what} ${ABOUT[control]}.`, {
      place: place("venues", i),
      hint: own.length === 0 ? "Leave the venue out." : `There it can bind ${own.join(", ")}.`,
    });
  }
  for (const [i, asset] of (assets ?? []).entries()) {
    if (where.some((venue) => subjects(venue).includes(asset))) continue;
    const bound = [...new Set(where.flatMap(subjects))];
    throw badInput("CONTROL_BINDS_NOTHING", `At ${where.join(" and ")} no ${asset} ${ABOUT[control]}.`, {
      place: place("assets", i),
      hint: `There it can bind ${bound.join(", ")}.`,
    });
  }
}

/** `VENUE_UNKNOWN` unless the venue is one that reports to controls. */
export function requireVenue(scenario: Scenario, name: string, place: Place): void {
  const listed = venuesOf(scenario);
  if (listed.includes(name)) return;
  throw badInput("VENUE_UNKNOWN", `There is no venue "${name}" that asks controls.`, {
    place,
    hint: `${didYouMean(name, listed)}Venues: ${listed.join(", ")}.`,
  });
}

/** `ASSET_UNKNOWN` unless the name is an asset's or a market's. */
function requireSubject({ assets, perps }: Scenario, name: string, place: Place): void {
  const listed = [...Object.keys(assets), ...Object.keys(perps?.markets ?? {})];
  if (listed.includes(name)) return;
  throw badInput("ASSET_UNKNOWN", `"${name}" is neither an asset nor a market of the exchange.`, {
    place,
    hint: `${didYouMean(name, listed)}Listed: ${[...new Set(listed)].join(", ")}.`,
  });
}
