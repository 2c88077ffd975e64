import type { PerpMarketConfig, PerpsConfig } from "../scenario/perpSchema.ts";
import type { Scenario } from "../scenario/schema.ts";
import { startPrice } from "../scenario/startPrice.ts";
import { abs, rescale, WAD } from "../units.ts";
import type { OpeningOrder } from "./traderPlans.ts";
import { planStackers } from "./vaultPlans.ts";
import type { Holder } from "./world.ts";

/** What a stacker brings to the exchange out of what it borrowed, in the quote's smallest units, and its order. */
export interface StackerTrade {
  holder: Holder;
  margin: bigint;
  orders: OpeningOrder[];
}

/**
 * The trades of all stackers, given what each borrowed. The size leaves room for what opening costs at the taker fee,
 * so that leverage is as drawn on the equity that remains.
 */
export function planStackerTrades(
  scenario: Scenario,
  perps: PerpsConfig,
  seed: number,
  borrowed: ReadonlyMap<string, bigint>,
): StackerTrade[] {
  const names = Object.keys(perps.markets);
  const decimals = scenario.assets[perps.quote]?.decimals ?? 18;
  return planStackers(scenario, seed).flatMap(({ holder, perp }) => {
    if (perp === undefined) return [];
    const { asset, trading } = perps.markets[perp.market] as PerpMarketConfig;
    const margin = ((borrowed.get(holder.address) ?? 0n) * perp.share) / WAD;
    if (margin === 0n) return [];
    const marginUsd = rescale(margin, decimals, 18);
    const notional = (marginUsd * perp.leverage) / (WAD + (abs(perp.leverage) * trading.takerFee) / WAD);
    const sizeDelta = (notional * WAD) / startPrice(scenario, asset);
    return [{ holder, margin, orders: [{ market: names.indexOf(perp.market), sizeDelta }] }];
  });
}
