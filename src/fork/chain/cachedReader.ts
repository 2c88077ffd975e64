import { emptyState, type ForkAccount, type ForkBlock, type ForkState, putSlot } from "../state/forkState.ts";
import type { StateReader } from "../state/stateReader.ts";

/** An account is three questions to a node. */
const CALLS_AN_ACCOUNT = 3;
/** What is not kept yet is kept once it is this much, and half of all that is known: a kill loses no more. */
const LEAST_UNSAVED = 500;

/** Tells what is known, asks for the rest once, and remembers which of it was wanted. */
export class CachedReader implements StateReader {
  readonly #inner: StateReader;
  readonly #known: ForkState;
  readonly #save: (known: ForkState) => void;
  readonly #underWay = new Map<string, Promise<unknown>>();
  #unsaved = 0;
  #size = 0;
  /** All that was wanted. */
  readonly wanted: ForkState;
  /** Questions that a node was spared, by what was known from the start. */
  spared = 0;

  /** @param known What is known from the start; it grows. */
  constructor(inner: StateReader, known: ForkState, save: (known: ForkState) => void) {
    this.#inner = inner;
    this.#known = known;
    this.#save = save;
    this.wanted = emptyState(known.chainId, known.block);
  }

  async account(address: string): Promise<ForkAccount | undefined> {
    const { accounts } = this.#known;
    const wanted = this.wanted.accounts;
    if (!wanted.has(address) && accounts.has(address)) this.spared += CALLS_AN_ACCOUNT;
    const account =
      accounts.get(address) ??
      (await this.#ask(address, async () => {
        const told = await this.#inner.account(address);
        if (told !== undefined) this.#add(() => accounts.set(address, told));
        return told;
      }));
    if (account !== undefined) wanted.set(address, account);
    return account;
  }

  /** The account comes with it: slots say nothing of one that is not known. */
  async slot(account: string, slot: string): Promise<string> {
    const known = this.#known.storage.get(account)?.get(slot);
    if (known !== undefined && !this.wanted.storage.get(account)?.has(slot)) this.spared++;
    const value =
      known ??
      (await this.#ask(account + slot, async () => {
        const [told] = await Promise.all([this.#inner.slot(account, slot), this.account(account)]);
        this.#add(() => putSlot(this.#known, account, slot, told));
        return told;
      }));
    await this.account(account);
    putSlot(this.wanted, account, slot, value);
    return value;
  }

  async ancestor(number: number): Promise<ForkBlock> {
    const { ancestors } = this.#known;
    if (!this.wanted.ancestors.has(number) && ancestors.has(number)) this.spared++;
    const block =
      ancestors.get(number) ??
      (await this.#ask(String(number), async () => {
        const told = await this.#inner.ancestor(number);
        this.#add(() => ancestors.set(number, told));
        return told;
      }));
    this.wanted.ancestors.set(number, block);
    return block;
  }

  /** Keeps what is known, if it is more than was kept. */
  save(): void {
    if (this.#unsaved > 0) this.#save(this.#known);
    this.#unsaved = 0;
  }

  /** Asks, or waits for who asked before. */
  async #ask<T>(name: string, ask: () => Promise<T>): Promise<T> {
    const underWay = (this.#underWay.get(name) as Promise<T> | undefined) ?? ask();
    this.#underWay.set(name, underWay);
    try {
      return await underWay;
    } finally {
      this.#underWay.delete(name);
    }
  }

  #add(put: () => void): void {
    put();
    this.#size++;
    if (++this.#unsaved >= Math.max(LEAST_UNSAVED, this.#size / 2)) this.save();
  }
}
