import type { Scenario } from "../scenario/schema.ts";
import { type OpeningPlan, planPopulation } from "./population.ts";
import { planTraders } from "./traderPlans.ts";
import { planStackers } from "./vaultPlans.ts";

/** A share, who is given it before anything else happens, and how much in whole units [wad]. */
export interface ShareGift {
  symbol: string;
  to: string;
  whole: bigint;
}

/** The shares that holders will bring to lending or to the exchange. */
export function sharesNeeded(scenario: Scenario, seed: number): ShareGift[] {
  const traders = scenario.perps === undefined ? [] : planTraders(scenario, scenario.perps, seed);
  const brought = [
    ...[...planPopulation(scenario, seed), ...planStackers(scenario, seed)].map(({ holder, supply }) => ({
      to: holder.address,
      amounts: supply,
    })),
    ...traders.map(({ holder, deposits }) => ({ to: holder.address, amounts: deposits })),
  ];
  return brought.flatMap(({ to, amounts }) =>
    Object.entries(amounts).flatMap(([symbol, whole]) => (isShare(scenario, symbol) ? [{ symbol, to, whole }] : [])),
  );
}

/** Whether an asset is the share of a vault. */
export function isShare({ assets }: Scenario, symbol: string): boolean {
  return assets[symbol]?.vault !== undefined;
}

/** Whether shares are part of what a position supplies. */
export function takesShares(scenario: Scenario, { supply }: Pick<OpeningPlan, "supply">): boolean {
  return Object.keys(supply).some((symbol) => isShare(scenario, symbol));
}
