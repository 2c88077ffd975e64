import { supplyBalance } from "../model/account.ts";
import { formatDecimal, WAD } from "../units.ts";
import type { GuardBook } from "../venues/guardBook.ts";
import type { LendingBook, Position } from "../venues/lendingBook.ts";
import type { BlockRow } from "./row.ts";

const VENUE = "lending";
/** What of the controls keeps lenders in. */
type Exits = Pick<GuardBook, "stopsWithdrawals" | "outflowRoom">;

/**
 * Which share of the claims of those who only lend could not leave the lending venue at once: of each reserve what is
 * beyond its cash, beyond what a limit lets out, or all of it while withdrawals are stopped; at the oracle's prices.
 * Claims are kept in scaled units and summed, so that a block costs what changed in it, and are rounded once. On a fork
 * most lenders are nobody's here: there it is all claims but those of accounts that are known to owe something.
 */
export class LockedLenders {
  readonly #lending: LendingBook;
  readonly #guards: Exits | undefined;
  readonly #isFork: boolean;
  /** Scaled supply by reserve of each account that counts: without debt, or on a fork with. */
  readonly #counted = new Map<Position, readonly bigint[]>();
  readonly #sums: bigint[];

  constructor(lending: LendingBook, guards: Exits | undefined, isFork: boolean) {
    this.#lending = lending;
    this.#guards = guards;
    this.#isFork = isFork;
    this.#sums = lending.reserves.map(() => 0n);
    this.update(lending.positions);
  }

  /** Takes positions as the book now holds them. */
  update(positions: Iterable<Position>): void {
    for (const position of positions) {
      this.#add(this.#counted.get(position), -1n);
      this.#counted.delete(position);
      const isIndebted = position.owed.some((debt) => debt > 0n);
      if (isIndebted !== this.#isFork || position.supplied.every((supply) => supply === 0n)) continue;
      this.#counted.set(position, [...position.supplied]);
      this.#add(position.supplied, 1n);
    }
  }

  /** As the venue stands, for the block's row; nothing where everyone could leave. */
  share(): Pick<BlockRow, "lockedShare"> {
    const { reserves, rules, prices, time } = this.#lending;
    let [all, locked] = [0n, 0n];
    reserves.forEach((reserve, i) => {
      const sum = this.#sums[i] ?? 0n;
      const scaled = this.#isFork ? reserve.scaledSupply - sum : sum;
      const claims = supplyBalance(scaled, reserve.indexesAt(time).liquidityIndex, rules.arithmetic);
      if (claims === 0n) return;
      const least = this.#leaving(reserve.symbol, reserve.cash);
      const worth = (amount: bigint) => (amount * (prices[i] ?? 0n) * WAD) / reserve.unit;
      all += worth(claims);
      if (claims > least) locked += worth(claims - least);
    });
    return all === 0n || locked === 0n ? {} : { lockedShare: formatDecimal((locked * WAD) / all, 18) };
  }

  /** What can leave a reserve at once. */
  #leaving(symbol: string, cash: bigint): bigint {
    if (this.#guards?.stopsWithdrawals(VENUE, symbol)) return 0n;
    const room = this.#guards?.outflowRoom(VENUE, symbol);
    return room !== undefined && room < cash ? room : cash;
  }

  #add(supplied: readonly bigint[] | undefined, sign: bigint): void {
    supplied?.forEach((scaled, i) => {
      this.#sums[i] = (this.#sums[i] ?? 0n) + sign * scaled;
    });
  }
}
