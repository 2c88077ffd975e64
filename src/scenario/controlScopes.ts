import { controlSubjects, OF_MARKETS, type ScopedControl } from "./controlSubjects.ts";
import type { Scenario } from "./schema.ts";
import { venuesOf } from "./venuesOf.ts";

/** Where a control binds, by names; null is every venue, or everything there. */
export interface ControlScope {
  venue: string | null;
  asset: string | null;
  /** Whether the asset is a market of the exchange. */
  isMarket: boolean;
}

/**
 * Every scope that a control is set for: each of its assets at each of its venues that has to do with it. At the
 * exchange a name that a market and a token share is the market's; everywhere it is both.
 */
export function controlScopes(
  scenario: Scenario,
  control: ScopedControl,
  { venues, assets }: { venues?: readonly string[] | undefined; assets?: readonly string[] | undefined },
): ControlScope[] {
  if (assets === undefined)
    return (venues ?? [null]).map((venue) => ({ venue, asset: null, isMarket: false }) satisfies ControlScope);
  const markets = OF_MARKETS.includes(control) ? Object.keys(scenario.perps?.markets ?? {}) : [];
  if (venues === undefined) return assets.flatMap(everywhere);
  return venues.flatMap((venue) =>
    assets
      .filter((asset) => controlSubjects(scenario, control, venue).includes(asset))
      .map((asset) => ({ venue, asset, isMarket: isMarketAt(venue, asset) })),
  );

  function isMarketAt(venue: string, asset: string): boolean {
    return markets.includes(asset) && (venue === "perps" || !Object.hasOwn(scenario.assets, asset));
  }

  function everywhere(asset: string): ControlScope[] {
    const kinds = new Set(
      venuesOf(scenario)
        .filter((venue) => controlSubjects(scenario, control, venue).includes(asset))
        .map((venue) => isMarketAt(venue, asset)),
    );
    return [...kinds].map((isMarket) => ({ venue: null, asset, isMarket }));
  }
}
