import { FaultlineError } from "../errors.ts";
import { ENGINE, type PerpExchangeState } from "../model/perps/exchangeState.ts";
import { type PerpRefusal, refusalCode } from "../model/perps/refusal.ts";
import type { PerpAccount } from "../venues/perpAccount.ts";
import type { PerpBook } from "../venues/perpBook.ts";
import type { MarketNow } from "../venues/perpMarket.ts";

const PREFIX = refusalCode("AmountZero").slice(0, -"AmountZero".length);

/**
 * The exchange as it will be in the block being built, and calls tried out on it one after another: what the model
 * refuses, the chain would revert, so it is not sent. It knows the engine and the accounts it is given.
 */
export class PerpRehearsal {
  state: PerpExchangeState;

  constructor(book: PerpBook, accounts: readonly PerpAccount[]) {
    this.state = {
      ...book.state,
      // Accrued once for all that follows.
      markets: book.state.markets.map((listed, id) => ({ ...listed, state: (book.now[id] as MarketNow).state })),
      accounts: new Map([[ENGINE, book.engine], ...accounts.map((each) => [each.account, each] as const)]),
    };
  }

  /** Does a step, or returns why the exchange would not. */
  refusalOf(step: (state: PerpExchangeState) => PerpExchangeState): PerpRefusal | undefined {
    try {
      this.state = step(this.state);
      return undefined;
    } catch (error) {
      if (!(error instanceof FaultlineError) || !error.code.startsWith(PREFIX)) throw error;
      return error.code.slice(PREFIX.length) as PerpRefusal;
    }
  }
}
