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
  readonly #asked = new Set<string>();
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
    const wanted = this.wanted.accounts;
    if (!wanted.has(address) && this.#isKept(this.#known.accounts.has(address), address))
      this.spared += CALLS_AN_ACCOUNT;
    const account = await this.#account(address);
    if (account !== undefined) wanted.set(address, account);
    return account;
  }

  /** The account comes with it: slots say nothing of one that is not known. */
  async slot(account: string, slot: string): Promise<string> {
    const isKnown = this.#known.storage.get(account)?.has(slot) === true;
    if (!this.wanted.storage.get(account)?.has(slot) && this.#isKept(isKnown, account + slot)) this.spared++;
    const value = await this.#slot(account, slot);
    await this.account(account);
    putSlot(this.wanted, account, slot, value);
    return value;
  }

  /** Asks ahead, all at once, for what was known of another block: what was read there will most likely be read here. */
  async foresee({ accounts, storage }: ForkState): Promise<void> {
    const slots = [...storage].flatMap(([account, values]) => [...values.keys()].map((slot) => ({ account, slot })));
    await Promise.all([
      ...[...accounts.keys()].map((address) => this.#account(address)),
      ...slots.map(({ account, slot }) => this.#slot(account, slot)),
    ]);
  }

  async ancestor(number: number): Promise<ForkBlock> {
    const { ancestors } = this.#known;
    if (!this.wanted.ancestors.has(number) && this.#isKept(ancestors.has(number), String(number))) this.spared++;
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

  async #account(address: string): Promise<ForkAccount | undefined> {
    const { accounts } = this.#known;
    return (
      accounts.get(address) ??
      this.#ask(address, async () => {
        const told = await this.#inner.account(address);
        if (told !== undefined) this.#add(() => accounts.set(address, told));
        return told;
      })
    );
  }

  async #slot(account: string, slot: string): Promise<string> {
    return (
      this.#known.storage.get(account)?.get(slot) ??
      this.#ask(account + slot, async () => {
        const [told] = await Promise.all([this.#inner.slot(account, slot), this.#account(account)]);
        this.#add(() => putSlot(this.#known, account, slot, told));
        return told;
      })
    );
  }

  /** Whether what is known was so from the start. */
  #isKept(isKnown: boolean, name: string): boolean {
    return isKnown && !this.#asked.has(name);
  }

  /** Asks, or waits for who asked before. */
  async #ask<T>(name: string, ask: () => Promise<T>): Promise<T> {
    const underWay = (this.#underWay.get(name) as Promise<T> | undefined) ?? ask();
    this.#underWay.set(name, underWay);
    this.#asked.add(name);
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
