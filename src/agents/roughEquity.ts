import type { PerpAccount } from "../venues/perpAccount.ts";
import type { PerpBook } from "../venues/perpBook.ts";
import { collateralWorth } from "../venues/perpMargin.ts";
import type { MarketNow } from "../venues/perpMarket.ts";

/** Equity of an account in floating point, in quote units: enough to tell who is worth an exact look. */
export function roughEquity(book: PerpBook, account: PerpAccount): number {
  const unit = Number(book.quoteUnit) / 1e36;
  let equity = Number(account.settled);
  for (const [symbol, amount] of account.collateral) equity += Number(collateralWorth(book, symbol, amount));
  for (const [id, { size, cost, funding }] of account.positions) {
    const { mark, state } = book.now[id] as MarketNow;
    equity += Number(size) * (Number(mark) + Number(state.fundingIndex - funding)) * unit - Number(cost);
  }
  return equity;
}
