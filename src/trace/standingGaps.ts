import { debtBalance, supplyBalance } from "../model/account.ts";
import { indexesAt, type ReserveIndexes } from "../model/interest.ts";
import { percentMulHalfUp } from "../model/percent.ts";
import type { Preset } from "../model/rules.ts";
import type { LendingBook } from "../venues/lendingBook.ts";
import { type LendingReserve, toBps } from "../venues/lendingReserve.ts";
import type { World } from "../world/world.ts";

/** A reserve as stored at its last update. */
type Stored = ReserveIndexes &
  Readonly<Pick<LendingReserve, "scaledSupply" | "scaledDebt" | "cash" | "accruedToTreasury" | "deficit">>;

interface Standing {
  /** By how much claims were above cash, debt and deficit before the run; negative for a surplus. */
  start: bigint;
  /** Whether anybody but the treasury has supplied anything. */
  isSupplied: boolean;
  last: Stored;
  /** By how much interest alone has widened the gap since. */
  interest: bigint;
  /** Operations before the run. */
  operations: bigint;
}

/**
 * By how much each reserve of a real pool falls short of its claims, beside what it did before the run: a pool that is
 * years old has surpluses and holes of its own, and a hole earns interest that nobody pays. Stored indexes
 * are used throughout, so that interest not yet booked, of which the treasury's part is no claim yet, is on no side.
 * All in the asset's smallest units.
 */
export class StandingGaps {
  readonly #arithmetic: Preset;
  readonly #reserves: readonly LendingReserve[];
  readonly #factorOf: (symbol: string) => bigint;
  readonly #standing: readonly Standing[];

  /** The book was read once; `operations` so far, by reserve. */
  constructor({ reserves, rules }: LendingBook, { scenario }: World, operations: ReadonlyMap<string, bigint>) {
    this.#arithmetic = rules.arithmetic;
    this.#reserves = reserves;
    this.#factorOf = (symbol) => toBps(scenario.lending.reserves[symbol]?.reserveFactor ?? 0n);
    this.#standing = reserves.map((reserve) => ({
      start: this.#gap(reserve),
      isSupplied: reserve.scaledSupply > 0n,
      last: stored(reserve),
      interest: 0n,
      operations: operations.get(reserve.symbol) ?? 0n,
    }));
  }

  /** A block was read. */
  advance(): void {
    this.#reserves.forEach((reserve, i) => {
      const standing = this.#standing[i] as Standing;
      if (reserve.lastUpdate !== standing.last.lastUpdate)
        standing.interest += this.#interest(standing.last, reserve.lastUpdate, this.#factorOf(reserve.symbol));
      standing.last = stored(reserve);
    });
  }

  /** What is missing of a reserve since the start, and how many `operations` since then may each have rounded. */
  check(index: number, operations: bigint): { missing: bigint; operations: bigint } {
    const reserve = this.#reserves[index] as LendingReserve;
    const { start, isSupplied, interest, operations: before } = this.#standing[index] as Standing;
    const gap = this.#gap(reserve);
    // What a reserve lends that nobody supplied is minted and burned: there is no claim it could fall short of.
    const isLent = isSupplied || reserve.scaledSupply > 0n;
    const missing = isLent ? gap - start - (interest > 0n ? interest : 0n) : gap;
    return { missing: missing > 0n ? missing : 0n, operations: operations - before };
  }

  #gap(reserve: Stored): bigint {
    const { scaledSupply, accruedToTreasury, liquidityIndex, cash, scaledDebt, borrowIndex, deficit } = reserve;
    const claims = supplyBalance(scaledSupply + accruedToTreasury, liquidityIndex, this.#arithmetic);
    return claims - cash - debtBalance(scaledDebt, borrowIndex, this.#arithmetic) - deficit;
  }

  /** What is booked at `time`: to suppliers and treasury, less what debtors come to owe. */
  #interest(last: Stored, time: bigint, reserveFactor: bigint): bigint {
    const { liquidityIndex, borrowIndex } = indexesAt(last, time, this.#arithmetic);
    const scaled = last.scaledSupply + last.accruedToTreasury;
    const owed = (index: bigint) => debtBalance(last.scaledDebt, index, this.#arithmetic);
    const earned =
      supplyBalance(scaled, liquidityIndex, this.#arithmetic) -
      supplyBalance(scaled, last.liquidityIndex, this.#arithmetic);
    const grown = owed(borrowIndex) - owed(last.borrowIndex);
    return earned + percentMulHalfUp(grown, reserveFactor) - grown;
  }
}

function stored(reserve: Stored): Stored {
  const { liquidityIndex, liquidityRate, borrowIndex, borrowRate, lastUpdate } = reserve;
  const { scaledSupply, scaledDebt, cash, accruedToTreasury, deficit } = reserve;
  return {
    liquidityIndex,
    liquidityRate,
    borrowIndex,
    borrowRate,
    lastUpdate,
    scaledSupply,
    scaledDebt,
    cash,
    accruedToTreasury,
    deficit,
  };
}
