import { concat, keccak256, zeroPadValue } from "ethers";
import { mappingEntry } from "./mappingEntry.ts";
import { wordOf } from "./words.ts";

/** Mappings are looked for at these first slots of a contract. */
const POSITIONS = 128;
/** A value in a mapping may be a struct of this many slots. */
const STRUCT_SLOTS = 8n;
/** How many of the new accounts a mapping is looked for with; once it is known it serves all. */
const SINGLE = 64;
const NESTED = 12;

/**
 * How a new account's slot is found in a mapping at `position`: its key hashed before the position (Solidity) or after
 * it (Vyper), or as outer or inner key of a Solidity mapping of mappings.
 */
type Mapping = { readonly position: string; readonly kind: "solidity" | "vyper" | "outer" | "inner" };

/**
 * Which slots belong to accounts that a run brought in itself. An address that never was on the chain has nothing in
 * any mapping, so its slots are known to be zero although no record holds them. Finds mappings by address, and mappings
 * of mappings of which one key is a new account and the other a partner; what it does not find counts as unknown.
 */
export class NewAccountSlots {
  readonly #partners: Set<string>;
  readonly #owners = new Set<string>();
  readonly #mappings = new Map<string, Mapping>();
  /** Slots at which a new account's values begin, in the mappings known so far. */
  readonly #slots = new Set<string>();
  /** The same for the first accounts in every mapping that there may be; undefined until it is needed. */
  #possible: Map<string, Mapping> | undefined;

  /** @param partners Accounts, such as contracts, that new ones may stand beside in a mapping of mappings. */
  constructor(partners: Iterable<string>) {
    this.#partners = new Set(partners);
  }

  /** Tells of accounts that did not exist on the chain. */
  introduce(accounts: readonly string[]): void {
    const fresh = accounts.map((account) => account.toLowerCase()).filter((account) => !this.#owners.has(account));
    if (this.#owners.size < SINGLE && fresh.length > 0) this.#possible = undefined;
    for (const account of fresh) this.#owners.add(account);
    for (const mapping of this.#mappings.values()) this.#cover(mapping, fresh);
  }

  /** Tells of more accounts that new ones may stand beside. */
  addPartners(accounts: readonly string[]): void {
    const fresh = accounts.filter((account) => !this.#partners.has(account));
    if (fresh.length === 0) return;
    for (const account of fresh) this.#partners.add(account);
    this.#possible = undefined;
    for (const mapping of this.#mappings.values()) this.#cover(mapping, this.#owners);
  }

  /** Whether the slot, of whatever contract, is a new account's. */
  has(slot: string): boolean {
    const begins = beginsOf(slot);
    if (begins.some((begin) => this.#slots.has(begin))) return true;
    this.#possible ??= this.#everyPossible();
    for (const begin of begins) {
      const mapping = this.#possible.get(begin);
      if (mapping === undefined) continue;
      this.#mappings.set(`${mapping.kind} ${mapping.position}`, mapping);
      this.#cover(mapping, this.#owners);
      return true;
    }
    return false;
  }

  #everyPossible(): Map<string, Mapping> {
    const owners = [...this.#owners];
    const possible = new Map<string, Mapping>();
    for (let index = 0; index < POSITIONS; index++) {
      const position = wordOf(BigInt(index));
      for (const kind of ["solidity", "vyper", "outer", "inner"] as const) {
        const isSingle = kind === "solidity" || kind === "vyper";
        for (const owner of owners.slice(0, isSingle ? SINGLE : NESTED)) {
          for (const slot of this.#slotsOf({ position, kind }, owner)) possible.set(slot, { position, kind });
        }
      }
    }
    return possible;
  }

  #cover(mapping: Mapping, owners: Iterable<string>): void {
    for (const owner of owners) {
      for (const slot of this.#slotsOf(mapping, owner)) this.#slots.add(slot);
    }
  }

  #slotsOf({ position, kind }: Mapping, owner: string): string[] {
    if (kind === "vyper") return [keccak256(concat([position, zeroPadValue(owner, 32)]))];
    const own = mappingEntry(owner, position);
    if (kind === "solidity") return [own];
    return [...this.#partners].map((partner) =>
      kind === "outer" ? mappingEntry(partner, own) : mappingEntry(owner, mappingEntry(partner, position)),
    );
  }
}

/** Where a struct that the slot is in may begin. */
function beginsOf(slot: string): string[] {
  const at = BigInt(slot);
  const begins: string[] = [];
  for (let offset = 0n; offset < STRUCT_SLOTS && offset <= at; offset++) begins.push(wordOf(at - offset));
  return begins;
}
