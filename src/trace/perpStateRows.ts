import { averagePremiumAt } from "../model/perps/accrueFunding.ts";
import { engineEquity } from "../model/perps/engineEquity.ts";
import { windowLeft } from "../model/perps/liquidationWindow.ts";
import { poolEquity } from "../model/perps/poolEquity.ts";
import type { PerpBook } from "../venues/perpBook.ts";
import { perpProfit } from "../venues/perpMargin.ts";
import type { MarketNow } from "../venues/perpMarket.ts";
import { perpState } from "../venues/perpState.ts";
import type { TraceContext } from "./context.ts";
import { priceText } from "./format.ts";
import { PerpText } from "./perpFacts.ts";
import type { PerpBooksRow, PerpMarketRow } from "./perpRow.ts";

type When = Pick<PerpMarketRow, "phase" | "block">;

/** Every market as the book has it now. */
export function writeMarkets(context: TraceContext, book: PerpBook, when: When): void {
  const text = new PerpText(book.quoteUnit);
  for (const { id, name, asset, terms, state: stored } of book.markets) {
    const { state, index, mark, skew } = book.now[id] as MarketNow;
    const left = windowLeft(stored, terms, { time: BigInt(book.time), block: book.block });
    context.write({
      kind: "perpMarket",
      ...when,
      market: name,
      asset,
      index: priceText(index),
      mark: priceText(mark),
      premium: text.exact(averagePremiumAt({ ...stored, index }, terms, state.fundingTime)),
      fundingRate: text.exact(state.fundingRate),
      fundingIndex: text.exact(state.fundingIndex),
      longSize: text.exact(state.long.size),
      shortSize: text.exact(state.short.size),
      longUsd: text.notional(state.long.size, mark),
      shortUsd: text.notional(state.short.size, mark),
      skew: text.exact(skew),
      windowLeft: left === null ? null : text.exact(left),
    });
  }
}

/** The exchange's books now; `poolFlow` [quote] is what liquidity providers put in since the last. */
export function writeBooks(context: TraceContext, book: PerpBook, when: When, poolFlow: bigint): void {
  const { money, exact } = bound(new PerpText(book.quoteUnit));
  const state = perpState(book, []);
  const { settledSum, poolCash, insurance, fees, escrow, unpaid } = book.books;
  const engine: PerpBooksRow["engine"] = {};
  for (const [id, { size }] of book.engine.positions) {
    const name = book.markets[id]?.name ?? "";
    engine[name] = { size: exact(size), profitUsd: money(perpProfit(book, book.engine, id)) };
  }
  context.write({
    kind: "perpBooks",
    ...when,
    settledUsd: money(settledSum),
    poolCashUsd: money(poolCash),
    poolUsd: money(poolEquity(state)),
    insuranceUsd: money(insurance),
    feesUsd: money(fees),
    escrowUsd: money(escrow),
    unpaidUsd: money(unpaid),
    poolFlowUsd: money(poolFlow),
    engineEquityUsd: money(engineEquity(state)),
    engine,
  });
}

function bound(text: PerpText) {
  return { money: (quote: bigint) => text.money(quote), exact: (wad: bigint) => text.exact(wad) };
}
