import { averagePremiumAt } from "../model/perps/accrueFunding.ts";
import { engineEquity } from "../model/perps/engineEquity.ts";
import { poolEquity } from "../model/perps/poolEquity.ts";
import { quoteValueUp } from "../model/perps/rounding.ts";
import { priceText } from "../trace/format.ts";
import { formatDecimal } from "../units.ts";
import type { PerpBook } from "../venues/perpBook.ts";
import { perpProfit } from "../venues/perpMargin.ts";
import type { MarketNow, PerpMarket } from "../venues/perpMarket.ts";
import { type PerpPositionRow, perpPositionRow, ratioOf } from "./perpPositionRow.ts";
import { quoteUsd } from "./quoteUsd.ts";

/** One market of the exchange; sizes in whole base units, fractions and prices as decimals. */
export interface PerpMarketLine {
  market: string;
  asset: string;
  status: string;
  index: string;
  mark: string;
  /** Average skew premium, a fraction. */
  premium: string;
  /** Longs less shorts. */
  skew: string;
  longSize: string;
  shortSize: string;
  longUsd: string;
  shortUsd: string;
  /** Fraction of notional a day; longs pay where it is positive. */
  fundingRate: string;
  /** USD that a long of one base unit has received since the market began. */
  fundingIndex: string;
  /** What the liquidation engine holds. */
  engineSize: string;
  engineProfitUsd: string;
}

/** What `faultline status` shows of the exchange; positions with the lowest margin ratio first. */
export interface PerpStatus {
  exchange: string;
  quote: string;
  markets: PerpMarketLine[];
  insuranceUsd: string;
  /** Insurance fund, sale value of seized tokens, profit of the engine's positions. */
  engineEquityUsd: string;
  /** NAV of the liquidity pool, and its cash. */
  poolUsd: string;
  poolCashUsd: string;
  /** Settled margin of all accounts. */
  settledUsd: string;
  /** Profit that the pool could not pay, so far. */
  unpaidUsd: string;
  /** Orders that wait for their block. */
  orders: number;
  positions: PerpPositionRow[];
}

/** Reads a live node's exchange. */
export function perpStatus(book: PerpBook): PerpStatus {
  const { books } = book;
  const usd = (amount: bigint) => quoteUsd(book, amount);
  return {
    exchange: book.venue.exchange,
    quote: book.venue.quote,
    markets: book.markets.map((market) => marketLine(book, market)),
    insuranceUsd: usd(books.insurance),
    engineEquityUsd: usd(engineEquity(book.state)),
    poolUsd: usd(poolEquity(book.state)),
    poolCashUsd: usd(books.poolCash),
    settledUsd: usd(books.settledSum),
    unpaidUsd: usd(books.unpaid),
    orders: book.accounts.reduce((sum, { orders }) => sum + orders.size, 0),
    positions: perpPositions(book),
  };
}

/** Every position but the engine's, lowest margin ratio first. */
function perpPositions(book: PerpBook): PerpPositionRow[] {
  const ranked = book.accounts
    .filter(({ positions }) => positions.size > 0)
    .map((account) => ({ account, ratio: ratioOf(book.marginOf(account)) }))
    .sort((a, b) => (a.ratio < b.ratio ? -1 : a.ratio > b.ratio ? 1 : 0));
  return ranked.flatMap(({ account }) =>
    [...account.positions.keys()].map((id) => perpPositionRow(book, account, book.markets[id] as PerpMarket)),
  );
}

function marketLine(book: PerpBook, market: PerpMarket): PerpMarketLine {
  const { state, index, mark, skew } = book.now[market.id] as MarketNow;
  const value = (size: bigint) => quoteUsd(book, quoteValueUp(size, mark, book.quoteUnit));
  return {
    market: market.name,
    asset: market.asset,
    status: state.status,
    index: priceText(index),
    mark: priceText(mark),
    premium: formatDecimal(averagePremiumAt(state, market.terms, state.fundingTime), 18),
    skew: formatDecimal(skew, 18),
    longSize: formatDecimal(state.long.size, 18),
    shortSize: formatDecimal(state.short.size, 18),
    longUsd: value(state.long.size),
    shortUsd: value(state.short.size),
    fundingRate: formatDecimal(state.fundingRate, 18),
    fundingIndex: formatDecimal(state.fundingIndex, 18),
    engineSize: formatDecimal(book.engine.positions.get(market.id)?.size ?? 0n, 18),
    engineProfitUsd: quoteUsd(book, perpProfit(book, book.engine, market.id)),
  };
}
