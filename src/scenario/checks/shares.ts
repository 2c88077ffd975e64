import { badInput } from "../../errors.ts";
import type { Scenario } from "../schema.ts";
import { vaultOf } from "../vaultOf.ts";
import { needsOf, vaultOrder } from "../vaultOrder.ts";
import { type PlaceOf, requireAsset } from "./listed.ts";

/** Names that venues have in a trace. */
const VENUES = ["lending", "perps", "amm"];

/** Shares have nothing of their own that follows from their vault, and no vault is built on itself. */
export function checkShares(scenario: Scenario, placeOf: PlaceOf): void {
  const shares = vaultOrder(scenario.assets);
  for (const symbol of shares) {
    const place = (...keys: string[]) => placeOf(["assets", symbol, ...keys]);
    const { priceUsd, staked, quote, feed } = scenario.assets[symbol] as Scenario["assets"][string];
    const own = { priceUsd, staked, quote };
    const stated = Object.keys(own).find((key) => own[key as keyof typeof own] !== undefined);
    if (stated !== undefined) {
      throw badInput("SHARE_WITH_OWN_PRICE", `${symbol} is a vault's share: it has no ${stated} of its own.`, {
        place: place(stated),
        hint: "Its price is made by vault.oracle, and begins at that of the vault's asset.",
      });
    }
    if (feed.follows !== "reference") {
      throw badInput("SHARE_WITH_OWN_PRICE", `${symbol} is a vault's share: no node prints its price.`, {
        place: place("feed", "follows"),
        hint: "Say how its price is made in vault.oracle.",
      });
    }
    if (VENUES.includes(symbol)) {
      throw badInput("NAME_TAKEN", `The name "${symbol}" is taken by a venue.`, {
        place: place(),
        hint: "A vault is a venue of its own in a trace: give its share another symbol.",
      });
    }
    for (const key of ["asset", "debt", "spot"]) {
      const named = (vaultOf(scenario, symbol) as unknown as Record<string, string | undefined>)[key];
      if (named !== undefined) requireAsset(scenario, named, place("vault", key));
    }
  }
  refuseCycles(scenario, shares, placeOf);
}

function refuseCycles(scenario: Scenario, shares: readonly string[], placeOf: PlaceOf): void {
  for (const symbol of shares) {
    const way = wayBack(scenario, symbol, [symbol]);
    if (way === undefined) continue;
    const text =
      way.length === 1
        ? `${symbol} is built on its own share, so it could never be valued: it would ask itself for ever.`
        : `${[...way, symbol].join(" is built on ")}: priced live over each other, they would ask each other for ever.`;
    throw badInput("VAULTS_IN_A_CIRCLE", text, {
      place: placeOf(["assets", symbol, "vault"]),
      hint: "Let one of them hold something that is no share. A vault may lend to a market whose collateral is another's share.",
    });
  }
}

/** Vaults from the first of `way` back to it; undefined if none leads back. */
function wayBack(scenario: Scenario, at: string, way: readonly string[]): readonly string[] | undefined {
  for (const needed of needsOf(vaultOf(scenario, at))) {
    if (needed === way[0]) return way;
    if (scenario.assets[needed]?.vault === undefined || way.includes(needed)) continue;
    const found = wayBack(scenario, needed, [...way, needed]);
    if (found !== undefined) return found;
  }
  return undefined;
}
