import { concat, keccak256, zeroPadValue } from "ethers";
import { wordOf } from "./words.ts";

/** Mappings are looked for at these first slots of a contract. */
const POSITIONS = 128;
/** A value in a mapping may be a struct of this many slots. */
const STRUCT_SLOTS = 8n;
/** How many of the new accounts a mapping's position is looked for with; once it is known it serves all. */
const FIRST = { single: 64, nested: 12 };

type Order = "keyFirst" | "keyLast";
/** A mapping's place: its position, and whether the key is hashed before it (Solidity) or after (Vyper). */
type Mapping = { readonly position: string; readonly order: Order };

/**
 * Which slots belong to accounts that a run brought in itself. An address that never was on the chain has nothing in
 * any mapping, so its slots are known to be zero although no record holds them. Finds mappings by address, and mappings
 * of mappings of which either key is a new account and the other a known one; what it does not find counts as unknown.
 */
export class NewAccountSlots {
  readonly #partners: ReadonlySet<string>;
  readonly #owners = new Set<string>();
  readonly #mappings = { single: new Map<string, Mapping>(), nested: new Map<string, Mapping>() };
  /** Slots at which a new account's values begin, for what was found so far. */
  readonly #slots = new Set<string>();
  #isCurrent = true;

  /** @param partners Accounts that new ones may stand beside in a mapping of mappings. */
  constructor(partners: Iterable<string>) {
    this.#partners = new Set(partners);
  }

  /** Tells of accounts that did not exist on the chain. */
  introduce(accounts: readonly string[]): void {
    for (const account of accounts) this.#owners.add(account.toLowerCase());
    this.#isCurrent = false;
  }

  /** Whether the slot, of whatever contract, is a new account's. */
  has(slot: string): boolean {
    if (!this.#isCurrent) this.#refresh();
    return this.#begins(slot) || this.#discover(slot);
  }

  #begins(slot: string): boolean {
    const at = BigInt(slot);
    for (let offset = 0n; offset < STRUCT_SLOTS && offset <= at; offset++) {
      if (this.#slots.has(wordOf(at - offset))) return true;
    }
    return false;
  }

  /** Looks for a mapping that the slot is in, with the first accounts; what it finds is known for all. */
  #discover(slot: string): boolean {
    for (const kind of ["single", "nested"] as const) {
      const owners = [...this.#owners].slice(0, FIRST[kind]);
      for (const mapping of everyMapping()) {
        const name = `${mapping.order} ${mapping.position}`;
        if (this.#mappings[kind].has(name)) continue;
        if (!owners.some((owner) => this.#slotsOf(kind, owner, mapping).some((begin) => isWithin(slot, begin))))
          continue;
        this.#mappings[kind].set(name, mapping);
        this.#refresh();
        return true;
      }
    }
    return false;
  }

  #refresh(): void {
    for (const kind of ["single", "nested"] as const) {
      for (const mapping of this.#mappings[kind].values()) {
        for (const owner of this.#owners) {
          for (const slot of this.#slotsOf(kind, owner, mapping)) this.#slots.add(slot);
        }
      }
    }
    this.#isCurrent = true;
  }

  #slotsOf(kind: "single" | "nested", owner: string, mapping: Mapping): string[] {
    const own = entry(owner, mapping.position, mapping.order);
    if (kind === "single") return [own];
    return [...this.#partners, ...this.#owners].flatMap((partner) => [
      entry(partner, own, mapping.order),
      entry(owner, entry(partner, mapping.position, mapping.order), mapping.order),
    ]);
  }
}

function* everyMapping(): Generator<Mapping> {
  for (const order of ["keyFirst", "keyLast"] as const) {
    for (let position = 0; position < POSITIONS; position++) yield { position: wordOf(BigInt(position)), order };
  }
}

function entry(key: string, position: string, order: Order): string {
  const word = zeroPadValue(key, 32);
  return keccak256(order === "keyFirst" ? concat([word, position]) : concat([position, word]));
}

function isWithin(slot: string, begin: string): boolean {
  const offset = BigInt(slot) - BigInt(begin);
  return offset >= 0n && offset < STRUCT_SLOTS;
}
