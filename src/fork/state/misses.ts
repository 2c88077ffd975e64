import { badInput, type FaultlineError } from "../../errors.ts";
import type { ForkState } from "./forkState.ts";
import { NewAccountSlots } from "./newAccountSlots.ts";

/** What was read and is not in the state: sorted, each once. Both were taken to be zero. */
export interface MissReport {
  slots: { account: string; slot: string }[];
  /** Accounts of which nothing is recorded. */
  accounts: string[];
  /** Slots that are not recorded and yet known to be zero: those of accounts that the run itself brought in. */
  newAccountSlots: number;
}

/** The highest address of a precompiled contract and of what else the protocol reserves, as a number. */
const RESERVED = 0xffffn;

/** Keeps what a chain asked of a recorded state that the state does not hold. */
export class Misses {
  readonly #state: ForkState;
  readonly #file: string;
  readonly #slots = new Map<string, { account: string; slot: string }>();
  /** Slots found to be new accounts' own. */
  readonly #explained = new Set<string>();
  readonly #accounts = new Set<string>();
  readonly #own = new Set<string>();
  readonly #newAccounts: NewAccountSlots;
  /** How often something was asked for that is not held; a number that only grows. */
  count = 0;
  isCounting = true;
  /** Slots taken to be zero, that were not yet written down as such. */
  readonly #zeros = new Map<string, { account: string; slot: string }>();

  constructor(state: ForkState, file: string) {
    this.#state = state;
    this.#file = file;
    this.#newAccounts = new NewAccountSlots(state.accounts.keys());
  }

  /** A slot was read that the state does not hold. Slots of accounts that it does not hold either are not counted. */
  slot(account: string, slot: string): void {
    const code = this.#state.accounts.get(account)?.code ?? "0x";
    if (!this.isCounting) return;
    this.#zeros.set(account + slot, { account, slot });
    if (code === "0x") return;
    if (this.#explained.has(account + slot)) return;
    this.#slots.set(account + slot, { account, slot });
    this.count++;
  }

  get hasZeros(): boolean {
    return this.#zeros.size > 0;
  }

  /** Takes the slots that were answered with zero since it was last asked. */
  takeZeros(): { account: string; slot: string }[] {
    const zeros = [...this.#zeros.values()];
    this.#zeros.clear();
    return zeros;
  }

  /** An account was looked up that the state does not hold. */
  account(account: string): void {
    if (!this.isCounting || this.#own.has(account) || BigInt(account) <= RESERVED) return;
    this.#accounts.add(account);
    this.count++;
  }

  /** Accounts whose being is known: made, funded or sent from by this process. */
  disown(accounts: readonly string[]): void {
    for (const account of accounts) {
      this.#own.add(account.toLowerCase());
      this.#accounts.delete(account.toLowerCase());
    }
  }

  /** Accounts that did not exist on the recorded chain: nothing is unknown about them. */
  introduce(accounts: readonly string[]): void {
    this.disown(accounts);
    this.#newAccounts.introduce(accounts);
  }

  /** Contracts that this process made: what new accounts gave them is new too. */
  made(contracts: readonly string[]): void {
    this.introduce(contracts);
    this.#newAccounts.addPartners(contracts);
  }

  /** Accounts not recorded and not explained yet, to be looked at. */
  get unexplained(): string[] {
    return [...this.#accounts];
  }

  report(): MissReport {
    // A mapping that one slot gives away may explain those before it.
    for (let known = -1; known !== this.#explained.size; ) {
      known = this.#explained.size;
      for (const [key, { slot }] of this.#slots) {
        if (!this.#newAccounts.has(slot)) continue;
        this.#explained.add(key);
        this.#slots.delete(key);
      }
    }
    const slots = [...this.#slots.values()];
    slots.sort((a, b) => (a.account + a.slot < b.account + b.slot ? -1 : 1));
    return { slots, accounts: [...this.#accounts].sort(), newAccountSlots: this.#explained.size };
  }

  /** The first thing that is unknown, as an error; undefined if all is known. */
  fault(): FaultlineError | undefined {
    const { slots, accounts } = this.report();
    const [slot] = slots;
    const details = {
      place: { file: this.#file },
      hint: "Record the state again with `faultline fork record` and the same run, or leave out --strict to take it as zero.",
    };
    if (slot !== undefined) {
      const what = `slot ${slot.slot} of ${slot.account}`;
      return badInput("STATE_SLOT_UNKNOWN", `The recorded state does not hold ${what}, which was read.`, details);
    }
    const [account] = accounts;
    if (account === undefined) return undefined;
    return badInput("STATE_ACCOUNT_UNKNOWN", `The recorded state does not hold ${account}, which was called.`, details);
  }
}
