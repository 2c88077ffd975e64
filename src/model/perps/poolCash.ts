import { withBooks } from "./books.ts";
import type { PerpExchangeState } from "./exchangeState.ts";
import { poolWithdrawable } from "./poolEquity.ts";
import { require_ } from "./refusal.ts";

/** Books quote tokens of liquidity providers. */
export function depositPool(exchange: PerpExchangeState, amount: bigint): PerpExchangeState {
  require_(amount > 0n, "AmountZero");
  return withBooks(exchange, { poolCash: exchange.books.poolCash + amount });
}

/** Pays quote tokens out to liquidity providers, as far as traders' profit lets it. */
export function withdrawPool(exchange: PerpExchangeState, amount: bigint): PerpExchangeState {
  require_(amount > 0n, "AmountZero");
  require_(amount <= poolWithdrawable(exchange), "PoolWithdrawalLimited");
  return withBooks(exchange, { poolCash: exchange.books.poolCash - amount });
}

/** Gives to the insurance fund. */
export function fundInsurance(exchange: PerpExchangeState, amount: bigint): PerpExchangeState {
  require_(amount > 0n, "AmountZero");
  return withBooks(exchange, { insurance: exchange.books.insurance + amount });
}
