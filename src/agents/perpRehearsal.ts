import { FaultlineError } from "../errors.ts";
import type { PerpAccountState } from "../model/perps/accountState.ts";
import { accountOf, ENGINE, type PerpExchangeState } from "../model/perps/exchangeState.ts";
import { type PerpRefusal, refusalCode } from "../model/perps/refusal.ts";
import type { PerpBook } from "../venues/perpBook.ts";
import type { MarketNow } from "../venues/perpMarket.ts";

const PREFIX = refusalCode("AmountZero").slice(0, -"AmountZero".length);

/**
 * The exchange as it will be in the block being built, and calls tried out on it one after another: what the model
 * refuses, the chain would revert, so it is not sent. Every account but those in focus and the engine's is left out, so
 * that a step costs the same however many there are.
 */
export class PerpRehearsal {
  readonly #kept: readonly string[];
  state: PerpExchangeState;

  /** `kept` are accounts, if the book has them, that stay in focus throughout. */
  constructor(book: PerpBook, kept: readonly string[] = []) {
    this.#kept = [ENGINE, ...kept];
    const known = kept.flatMap((name) => book.accountOf(name) ?? []);
    this.state = {
      ...book.state,
      // Accrued once for all that follows.
      markets: book.state.markets.map((listed, id) => ({ ...listed, state: (book.now[id] as MarketNow).state })),
      accounts: new Map([[ENGINE, book.engine], ...known.map((each) => [each.account, each] as const)]),
    };
  }

  /** Brings accounts in, in place of those that were in focus before. */
  focus(accounts: Iterable<readonly [string, PerpAccountState]>): void {
    const kept = this.#kept.map((name) => [name, accountOf(this.state, name)] as const);
    this.state = { ...this.state, losses: [], accounts: new Map([...accounts, ...kept]) };
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
