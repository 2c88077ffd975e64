import { ENGINE, type PerpExchangeState } from "../model/perps/exchangeState.ts";
import type { PerpAccount } from "./perpAccount.ts";
import type { PerpBook } from "./perpBook.ts";
import type { MarketNow } from "./perpMarket.ts";

/**
 * The whole exchange as the model takes it, at the book's time and prices: for what a plan would leave. Fewer
 * accounts do for what the engine and the pool are worth.
 */
export function perpState(book: PerpBook, some: readonly PerpAccount[] = book.accounts): PerpExchangeState {
  const accounts = some.map((account) => [account.account, account] as const);
  return {
    quoteUnit: book.quoteUnit,
    time: BigInt(book.time),
    block: book.block + 1n,
    lackingBlock: 0n,
    pool: book.venue.terms,
    books: book.books,
    markets: book.markets.map(({ id, terms, state, seed }) => ({
      terms,
      seed,
      state: { ...state, index: (book.now[id] as MarketNow).index },
    })),
    collaterals: new Map(
      book.venue.collaterals.map(({ symbol, terms, price, seized }) => [
        symbol,
        { terms, price: book.prices.get(symbol) ?? price, seized },
      ]),
    ),
    accounts: new Map([[ENGINE, book.engine], ...accounts]),
    losses: [],
  };
}
