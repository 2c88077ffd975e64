import { WAD } from "../../units.ts";
import { mulDivUp } from "../mulDiv.ts";
import { accountOf, ENGINE, type PerpBooks, type PerpExchangeState, withAccount } from "./exchangeState.ts";

/** The exchange with other books. */
export function withBooks(exchange: PerpExchangeState, changes: Partial<PerpBooks>): PerpExchangeState {
  return { ...exchange, books: { ...exchange.books, ...changes } };
}

/** Adds `amount` (quote, signed) to an account's settled margin, or to the insurance fund for the engine. */
export function credited(exchange: PerpExchangeState, name: string, amount: bigint): PerpExchangeState {
  if (name === ENGINE) return withBooks(exchange, { insurance: exchange.books.insurance + amount });
  return withAccount(exchange, name, { settled: accountOf(exchange, name).settled + amount });
}

/**
 * Realises `amount` (quote) between an account, or the engine, and the pool. The pool pays `share` (wad, down) of what it
 * owes and no more than its cash; an account pays all, the engine what the insurance fund has.
 */
export function realised(exchange: PerpExchangeState, name: string, amount: bigint, share = WAD): PerpExchangeState {
  const { poolCash, insurance, unpaid } = exchange.books;
  let moved = amount;
  if (amount > 0n) {
    const owed = (amount * share) / WAD;
    moved = owed < poolCash ? owed : poolCash;
  } else if (name === ENGINE && -amount > insurance) {
    moved = -insurance;
  }
  const short = amount > 0n ? amount - moved : 0n;
  return credited(withBooks(exchange, { poolCash: poolCash - moved, unpaid: unpaid + short }), name, moved);
}

/** Takes a trading fee (quote): the pool's share, rounded up, and the protocol's. */
export function feeCharged(exchange: PerpExchangeState, name: string, fee: bigint): PerpExchangeState {
  const poolFee = mulDivUp(fee, exchange.pool.feeShare, WAD);
  const { poolCash, fees } = exchange.books;
  const booked = withBooks(exchange, { poolCash: poolCash + poolFee, fees: fees + fee - poolFee });
  return credited(booked, name, -fee);
}
