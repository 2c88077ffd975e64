import { badInput } from "../../errors.ts";
import type { ForkAccount, ForkBlock, ForkState } from "./forkState.ts";
import type { Misses } from "./misses.ts";
import type { StateReader } from "./stateReader.ts";
import { wordOf } from "./words.ts";

const ZERO = wordOf(0n);

/**
 * Tells of a recorded state. A node looks up what it does not hold itself, so whatever comes here and is not in the state
 * was read and is unknown: exact, for transactions and calls, and at no cost to what is known.
 */
export class RecordedReader implements StateReader {
  readonly #state: ForkState;
  readonly #misses: Misses;
  readonly #file: string;

  constructor(state: ForkState, misses: Misses, file: string) {
    this.#state = state;
    this.#misses = misses;
    this.#file = file;
  }

  account(address: string): ForkAccount | undefined {
    const account = this.#state.accounts.get(address);
    if (account === undefined) this.#misses.account(address);
    return account;
  }

  slot(account: string, slot: string): string {
    const value = this.#state.storage.get(account)?.get(slot);
    if (value === undefined) this.#misses.slot(account, slot);
    return value ?? ZERO;
  }

  /** `STATE_BLOCK_UNKNOWN`: no block has a hash that could be taken for granted. */
  ancestor(number: number): ForkBlock {
    const block = this.#state.ancestors.get(number);
    if (block !== undefined) return block;
    throw badInput("STATE_BLOCK_UNKNOWN", `The recorded state does not hold block ${number}, which was read.`, {
      place: { file: this.#file },
      hint: "Record the state again with `faultline fork record` and the same run.",
    });
  }
}
