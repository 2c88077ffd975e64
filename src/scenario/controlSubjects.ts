import type { Scenario } from "./schema.ts";

/** A control that binds at venues and assets, by its key. */
export type ScopedControl = "priceVelocity" | "outflow" | "throttle" | "borrowVelocity" | "lossStop" | "pause";

/** Controls that know a market of the exchange as an asset, by its name. */
export const OF_MARKETS: readonly ScopedControl[] = ["priceVelocity", "throttle", "borrowVelocity", "pause"];

/**
 * Assets and markets, by name, that a control can bind at a venue: what is reported there of what the control is about.
 * A price can be watched anywhere.
 */
export function controlSubjects(
  { assets, lending, perps }: Pick<Scenario, "assets" | "lending" | "perps">,
  control: ScopedControl,
  venue: string,
): string[] {
  const markets = Object.keys(perps?.markets ?? {});
  if (control === "priceVelocity") return [...new Set([...Object.keys(assets), ...markets])];
  const vault = assets[venue]?.vault;
  if (vault !== undefined) return control === "outflow" || control === "pause" ? [vault.asset] : [];
  const margin = perps === undefined ? [] : [perps.quote, ...Object.keys(perps.collateral)];
  const reserves = Object.keys(lending.reserves);
  const isPool = venue === "lending";
  switch (control) {
    case "outflow":
      return isPool ? reserves : [...new Set(margin)];
    case "throttle":
      return isPool ? reserves : markets;
    case "borrowVelocity":
      return isPool ? reserves.filter((symbol) => lending.reserves[symbol]?.borrowable) : markets;
    case "lossStop":
      return isPool ? reserves : margin.slice(0, 1);
    case "pause":
      return isPool ? reserves : [...new Set([...markets, ...margin])];
  }
}
