import { WAD } from "../../units.ts";
import { mulDivUp } from "../mulDiv.ts";
import type { PerpExchangeState } from "./exchangeState.ts";
import { marketNow } from "./marketNow.ts";
import { skewOf } from "./marketState.ts";
import { ceilDiv } from "./rounding.ts";

/** Profit of all positions of a market at mark with funding, the engine's included, rounded up once. [quote] */
export function marketProfit(exchange: PerpExchangeState, id: number): bigint {
  const { long, short } = (exchange.markets[id] as PerpExchangeState["markets"][number]).state;
  if (long.size === 0n && short.size === 0n) return 0n;
  const { mark, state } = marketNow(exchange, id);
  const value = skewOf(state) * (mark + state.fundingIndex) + short.fundingWeight - long.fundingWeight;
  return ceilDiv(value * exchange.quoteUnit, WAD * WAD) - (long.cost - short.cost);
}

/** Profit of all positions of all markets. [quote] */
export function tradersProfit(exchange: PerpExchangeState): bigint {
  return exchange.markets.reduce((sum, _, id) => sum + marketProfit(exchange, id), 0n);
}

/** What the pool is worth: cash less traders' profit, never below zero. [quote] */
export function poolEquity(exchange: PerpExchangeState): bigint {
  const value = exchange.books.poolCash - tradersProfit(exchange);
  return value > 0n ? value : 0n;
}

/** Cash that is not lent to accounts whose settled margin is negative. [quote] */
function cashAtHand(exchange: PerpExchangeState): bigint {
  let overdrawn = 0n;
  for (const { settled } of exchange.accounts.values()) if (settled < 0n) overdrawn -= settled;
  return exchange.books.poolCash > overdrawn ? exchange.books.poolCash - overdrawn : 0n;
}

/**
 * What liquidity providers may take out: what leaves traders' profit covered and within its limit of the cash; nothing
 * while a market with positions is paused. [quote]
 */
export function poolWithdrawable(exchange: PerpExchangeState): bigint {
  const stopped = exchange.markets.some(
    ({ state }) => state.status === "paused" && state.long.size + state.short.size > 0n,
  );
  if (stopped) return 0n;
  const limit = exchange.pool.maxProfitForWithdrawal;
  const profit = tradersProfit(exchange);
  const atHand = cashAtHand(exchange);
  if (profit <= 0n) return atHand;
  const limited = limit === 0n ? profit : mulDivUp(profit, WAD, limit);
  const bound = limited > profit ? limited : profit;
  const free = exchange.books.poolCash > bound ? exchange.books.poolCash - bound : 0n;
  return free < atHand ? free : atHand;
}

/** Share of a profit that the pool pays now, rounded down. [wad] */
export function payoutShare(exchange: PerpExchangeState): bigint {
  const limit = exchange.pool.maxProfitForPayout;
  if (limit === 0n) return WAD;
  const payable = (exchange.books.poolCash * limit) / WAD;
  const profit = tradersProfit(exchange);
  return profit <= payable ? WAD : (payable * WAD) / profit;
}
