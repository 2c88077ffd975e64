import { credited, realised, withBooks } from "./books.ts";
import {
  accountOf,
  ENGINE,
  type ListedMarket,
  type PerpExchangeState,
  withAccount,
  withMarket,
} from "./exchangeState.ts";
import { poolEquity, tradersProfit } from "./poolEquity.ts";

/** Who bears a loss, in the order in which they are asked. */
export type Bearer = "insurance" | "deleveraged" | "pool" | "uncovered";

/** A step of the waterfall, in quote; `market` is null for a loss of no market. */
export type LossBorne = { readonly market: number | null; readonly bearer: Bearer; readonly amount: bigint };

/** The exchange with a step of the waterfall written down, unless it is nothing. */
export function told(
  exchange: PerpExchangeState,
  market: number | null,
  bearer: Bearer,
  amount: bigint,
): PerpExchangeState {
  return amount === 0n ? exchange : { ...exchange, losses: [...exchange.losses, { market, bearer, amount }] };
}

/** What the insurance fund may pay for a market in this block. [quote] */
export function insuranceLeft(exchange: PerpExchangeState, id: number): bigint {
  const { insurance } = exchange.books;
  const { terms, state } = exchange.markets[id] as ListedMarket;
  const cap = terms.liquidation.insuranceBlockCap;
  const paid = state.insuranceBlock === exchange.block ? state.insurancePaid : 0n;
  if (cap === 0n || cap - paid > insurance) return insurance;
  return cap > paid ? cap - paid : 0n;
}

/** Books what the engine realised against the pool with a position that is gone: a loss by insurance, then pool. */
export function engineBooked(exchange: PerpExchangeState, id: number, pnl: bigint): PerpExchangeState {
  if (pnl >= 0n) return realised(exchange, ENGINE, pnl);
  const left = insuranceLeft(exchange, id);
  const paid = -pnl < left ? -pnl : left;
  const { state } = exchange.markets[id] as ListedMarket;
  const before = state.insuranceBlock === exchange.block ? state.insurancePaid : 0n;
  let after = exchange;
  if (paid > 0n) {
    after = withMarket(exchange, id, { insuranceBlock: exchange.block, insurancePaid: before + paid });
    after = told(realised(after, ENGINE, -paid), id, "insurance", paid);
  }
  return leftToPool(after, id, -pnl - paid);
}

/** Leaves a loss with the pool, which it reached when the engine's position went. */
export function leftToPool(exchange: PerpExchangeState, id: number, loss: bigint): PerpExchangeState {
  return split(exchange, id, loss, exchange.books.poolCash + loss - tradersProfit(exchange));
}

/** Leaves an account without cash and without debt: the pool takes the one or pays the other. */
export function cleared(exchange: PerpExchangeState, name: string): PerpExchangeState {
  const { settled } = accountOf(exchange, name);
  const { exchange: after, missing } = movedToPool(exchange, name, settled);
  return told(after, null, "uncovered", missing);
}

/** Pays what an account without positions owes: insurance, then pool. */
export function writtenOff(exchange: PerpExchangeState, name: string): PerpExchangeState {
  const owed = -accountOf(exchange, name).settled;
  const worth = poolEquity(exchange);
  const { insurance } = exchange.books;
  const insured = owed < insurance ? owed : insurance;
  let after = credited(withBooks(exchange, { insurance: insurance - insured }), name, insured);
  after = told(after, null, "insurance", insured);
  after = movedToPool(after, name, insured - owed).exchange;
  return split(after, null, owed - insured, worth);
}

/** What the pool has not is owed by the engine's account from then on: a claim on nobody. */
function movedToPool(exchange: PerpExchangeState, name: string, amount: bigint) {
  const { poolCash } = exchange.books;
  const moved = -amount > poolCash ? -poolCash : amount;
  const missing = moved - amount;
  let after = credited(withBooks(exchange, { poolCash: poolCash + moved }), name, -amount);
  if (missing > 0n) after = withAccount(after, ENGINE, { settled: accountOf(after, ENGINE).settled - missing });
  return { exchange: after, missing };
}

function split(exchange: PerpExchangeState, id: number | null, loss: bigint, worth: bigint): PerpExchangeState {
  const most = worth > 0n ? worth : 0n;
  const borne = loss < most ? loss : most;
  return told(told(exchange, id, "pool", borne), id, "uncovered", loss - borne);
}
