import { accrueFunding, averagePremiumAt } from "./accrueFunding.ts";
import { type ListedMarket, type PerpExchangeState, withMarket } from "./exchangeState.ts";
import type { PerpMarketState } from "./marketState.ts";
import { markPrice } from "./markPrice.ts";
import { require_ } from "./refusal.ts";

/** A market with funding accrued up to now, and its mark. [wad] */
export type MarketNow = ListedMarket & { readonly mark: bigint; readonly premium: bigint };

/** States never change, so what one is worth at a time is computed once. */
const known = new WeakMap<ListedMarket, { readonly time: bigint; readonly now: MarketNow }>();

/** How a market stands at the exchange's time, booked or not. */
export function marketNow(exchange: PerpExchangeState, id: number): MarketNow {
  const listed = exchange.markets[id] as ListedMarket;
  const last = known.get(listed);
  if (last?.time === exchange.time) return last.now;
  const { terms, state } = listed;
  require_(state.index > 0n, "NoPrice");
  const premium = averagePremiumAt(state, terms, exchange.time);
  const mark = markPrice(terms.markRule, { index: state.index, premium, spot: state.spot });
  require_(mark > 0n, "NoPrice");
  const now = { ...listed, state: accrueFunding(state, terms, exchange.time), mark, premium };
  known.set(listed, { time: exchange.time, now });
  return now;
}

/** The exchange with one market's funding booked. */
export function touched(exchange: PerpExchangeState, id: number): PerpExchangeState {
  const now: PerpMarketState = marketNow(exchange, id).state;
  return withMarket(exchange, id, now);
}
