import { LookThrough } from "../model/lookThrough.ts";
import type { AccountRow } from "../trace/lendingRow.ts";
import type { Row } from "../trace/row.ts";
import type { VaultStateRow } from "../trace/vaultRow.ts";
import { parseWad } from "../units.ts";
import { sumOf } from "./sumOf.ts";

/**
 * Losses that the books count twice: once where deleveraging took them from a vault, which the exchange recognises, and
 * again where the vault, or whoever borrowed against its shares, cannot pay the lending venue for that reason. An account
 * hands on at most what it lacks, and at most what it lost so: a vault what was taken from it, others the part of that
 * which the shares had that backed their debt as the run began. All together hand on no more than was taken.
 */
export class HandedOn {
  readonly #first = new Map<string, VaultStateRow>();
  readonly #supplies = new Map<string, bigint>();
  readonly #taken = new Map<string, { usd: bigint; ofFirstShares: bigint }>();
  readonly #accounts: AccountRow[] = [];
  readonly #writtenOff = new Map<string, bigint>();
  #recognised = 0n;

  read(row: Row): void {
    if (row.kind === "account" && row.phase === "start") this.#accounts.push(row);
    if (row.kind === "waterfall" && row.step === "adl") this.#recognised += parseWad(row.amountUsd);
    if (row.kind === "deficit")
      this.#writtenOff.set(row.account, (this.#writtenOff.get(row.account) ?? 0n) + parseWad(row.amountUsd));
    if (row.kind === "adl") this.#take(row.group, parseWad(row.takenUsd));
    if (row.kind !== "vaultState") return;
    if (row.phase === "start") this.#first.set(row.vault, row);
    this.#supplies.set(row.vault, BigInt(row.supply));
  }

  /** USD [wad], given what accounts of the lending venue lack as they end. */
  of(lacking: ReadonlyMap<string, bigint>): bigint {
    if (this.#taken.size === 0) return 0n;
    const through = new LookThrough(new Map([...this.#first].map(([vault, state]) => [vault, this.#bookOf(state)])));
    const handed = sumOf(this.#accounts, ({ account, vault, collateral }) => {
      const lost =
        vault === undefined
          ? sumOf(Object.entries(collateral), ([symbol, amount]) => through.of(symbol, BigInt(amount)).taken ?? 0n)
          : (this.#taken.get(vault)?.usd ?? 0n);
      const unpaid = (lacking.get(account) ?? 0n) + (this.#writtenOff.get(account) ?? 0n);
      return lost < unpaid ? lost : unpaid;
    });
    return handed < this.#recognised ? handed : this.#recognised;
  }

  /** Shares that were redeemed before had no part in it: what is taken is spread over those there are. */
  #take(vault: string, usd: bigint): void {
    const supply = this.#supplies.get(vault);
    const first = this.#first.get(vault);
    if (supply === undefined || first === undefined || supply === 0n) return;
    const known = this.#taken.get(vault) ?? { usd: 0n, ofFirstShares: 0n };
    const ofFirstShares = known.ofFirstShares + (usd * BigInt(first.supply)) / supply;
    this.#taken.set(vault, { usd: known.usd + usd, ofFirstShares });
  }

  #bookOf({ vault, supply, holdings }: VaultStateRow) {
    const shares = Object.entries(holdings).filter(([symbol]) => this.#first.has(symbol));
    return {
      supply: BigInt(supply),
      own: { taken: this.#taken.get(vault)?.ofFirstShares ?? 0n },
      shares: Object.fromEntries(shares.map(([symbol, amount]) => [symbol, BigInt(amount)])),
    };
  }
}
