import { LIQUIDITY_PROVIDERS, type PerpMarketConfig, type PerpsConfig } from "../scenario/perpSchema.ts";
import type { Scenario, TraderConfig } from "../scenario/schema.ts";
import { startPrice } from "../scenario/startPrice.ts";
import { WAD } from "../units.ts";
import { seededAddress } from "./population.ts";
import { type Random, randomStream } from "./random.ts";
import { skewed } from "./skewed.ts";
import type { Holder } from "./world.ts";

/** An order that opens a position. */
export interface OpeningOrder {
  /** Id of the market. */
  market: number;
  /** [wad base] */
  sizeDelta: bigint;
}

/** A trader, what it deposits in whole units [wad] by asset, and the orders it opens with. */
export interface TraderPlan {
  holder: Holder;
  deposits: Record<string, bigint>;
  orders: OpeningOrder[];
}

/** A liquidity provider and what it gives to the pool, in whole units of the quote [wad]. */
export interface ProviderPlan {
  holder: Holder;
  deposit: bigint;
}

/** The passive liquidity providers of the exchange's pool. */
export function planProviders({ poolUsd, liquidityProviders }: PerpsConfig, seed: number): ProviderPlan[] {
  if (poolUsd === 0n) return [];
  return Array.from({ length: liquidityProviders }, (_, i) => ({
    holder: {
      address: seededAddress(seed, `liquidity provider ${i}`),
      group: LIQUIDITY_PROVIDERS,
      kind: "liquidity provider",
    },
    deposit: poolUsd / BigInt(liquidityProviders),
  }));
}

/**
 * Draws every trader from the seed, group by group. Each deposits its equity and what opening costs at the taker fee,
 * so that it starts with the equity drawn but for the skew premium that its fills meet.
 */
export function planTraders(scenario: Scenario, perps: PerpsConfig, seed: number): TraderPlan[] {
  return Object.entries(scenario.population).flatMap(([name, group]) => {
    if (group.kind !== "trader") return [];
    const random = randomStream(seed, `population ${name}`);
    return Array.from({ length: group.count }, (_, i) => {
      const address = seededAddress(seed, `${name} ${i}`);
      return drawTrader(scenario, perps, { address, group: name, kind: "trader" }, group, random);
    });
  });
}

function drawTrader(
  scenario: Scenario,
  perps: PerpsConfig,
  holder: Holder,
  group: TraderConfig,
  random: Random,
): TraderPlan {
  const equityUsd = skewed(group.equityUsd, random);
  const leverage = random.between(group.leverage.min, group.leverage.max);
  const stops = random.wad() < (group.stop?.share ?? 0n);
  if (group.stop !== undefined && stops) holder.stopLoss = group.stop.loss;

  const rest = group.also.reduce((sum, { leverageShare }) => sum + leverageShare, 0n);
  const parts = [{ market: group.market, side: group.side, leverageShare: WAD - rest }, ...group.also];
  const names = Object.keys(perps.markets);
  let costUsd = 0n;
  const orders = parts.map(({ market, side, leverageShare }): OpeningOrder => {
    const { asset, trading } = perps.markets[market] as PerpMarketConfig;
    const notional = (((equityUsd * leverage) / WAD) * leverageShare) / WAD;
    costUsd += (notional * trading.takerFee) / WAD;
    const size = (notional * WAD) / startPrice(scenario, asset);
    return { market: names.indexOf(market), sizeDelta: side === "long" ? size : -size };
  });

  const deposits: Record<string, bigint> = {};
  const { asset: symbol = "", share = 0n } = group.collateral ?? {};
  const inToken = (equityUsd * share) / WAD;
  if (inToken > 0n) {
    const counted = WAD - (perps.collateral[symbol]?.haircut ?? 0n);
    deposits[symbol] = (inToken * WAD * WAD) / (startPrice(scenario, symbol) * counted);
  }
  deposits[perps.quote] = equityUsd - inToken + costUsd;
  return { holder, deposits, orders };
}
