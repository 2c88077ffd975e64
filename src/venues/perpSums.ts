import { mulDivDown } from "../model/mulDiv.ts";
import { ceilDiv } from "../model/perps/rounding.ts";
import { WAD } from "../units.ts";
import type { PerpBook } from "./perpBook.ts";
import { perpProfit } from "./perpMargin.ts";
import type { MarketNow } from "./perpMarket.ts";

/** Insurance fund + what seized tokens would sell for + profit of the engine's positions, each rounded down. [quote] */
export function engineEquity(book: PerpBook): bigint {
  let equity = book.books.insurance;
  for (const { symbol, terms, price, seized } of book.venue.collaterals) {
    const scale = WAD * WAD * 10n ** BigInt(terms.decimals);
    const kept = (WAD - terms.saleDiscount) * book.quoteUnit;
    equity += mulDivDown(seized * (book.prices.get(symbol) ?? price), kept, scale);
  }
  for (const market of book.engine.positions.keys()) equity += perpProfit(book, book.engine, market);
  return equity;
}

/** Profit of all positions of a market at mark, with funding, the engine's included, rounded up. [quote] */
export function marketProfit(book: PerpBook, market: number): bigint {
  const { state, mark, skew } = book.now[market] as MarketNow;
  const { long, short } = state;
  const value = skew * (mark + state.fundingIndex) + short.fundingWeight - long.fundingWeight;
  return ceilDiv(value * book.quoteUnit, WAD * WAD) - (long.cost - short.cost);
}

/** Profit of one side of a market at mark, with funding, rounded up. [quote] */
export function sideProfit(book: PerpBook, market: number, longs: boolean): bigint {
  const { state, mark } = book.now[market] as MarketNow;
  const { size, cost, fundingWeight } = longs ? state.long : state.short;
  const value = size * (mark + state.fundingIndex) - fundingWeight;
  const sign = longs ? 1n : -1n;
  return ceilDiv(sign * value * book.quoteUnit, WAD * WAD) - sign * cost;
}

/** What the pool is worth: cash less the profit of all positions, never below zero. [quote] */
export function poolEquity(book: PerpBook): bigint {
  const profit = book.markets.reduce((sum, { id }) => sum + marketProfit(book, id), 0n);
  const equity = book.books.poolCash - profit;
  return equity > 0n ? equity : 0n;
}
