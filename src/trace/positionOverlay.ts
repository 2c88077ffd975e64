import type { LendingBook, Position } from "../venues/lendingBook.ts";
import type { Deployment } from "../world/deployment.ts";
import type { Log } from "../world/transaction.ts";
import { scaledChanges } from "./scaledChanges.ts";

/**
 * Positions as they stand between the transactions of one block, moved along by the events of aTokens and debt
 * tokens. Scaled amounts follow to within a unit of rounding; the next read of the chain replaces them.
 */
export class PositionOverlay {
  readonly #book: LendingBook;
  readonly #sides = new Map<string, { reserve: number; side: "supplied" | "owed" }>();
  readonly #moved = new Map<string, Position>();

  constructor(book: LendingBook, deployment: Deployment) {
    this.#book = book;
    deployment.reserves.forEach((reserve, index) => {
      this.#sides.set(reserve.aToken, { reserve: index, side: "supplied" });
      this.#sides.set(reserve.debtToken, { reserve: index, side: "owed" });
    });
  }

  /** The positions that events have touched, as the book holds them. */
  get touched(): Position[] {
    return [...this.#moved.keys()].map((account) => this.#book.positionOf(account) as Position);
  }

  /** An account's position right now; undefined for an account that is not a holder. */
  at(account: string): Position | undefined {
    const moved = this.#moved.get(account);
    if (moved !== undefined) return moved;
    const position = this.#book.positionOf(account);
    return position === undefined ? undefined : copyOf(position);
  }

  /** Takes one log of the chain; others than those of the venue's tokens change nothing. */
  apply(log: Log): void {
    const side = this.#sides.get(log.address);
    if (side === undefined) return;
    for (const { account, scaled } of scaledChanges(log)) this.#change(account, side, scaled);
  }

  #change(account: string, { reserve, side }: { reserve: number; side: "supplied" | "owed" }, scaled: bigint): void {
    const position = this.at(account);
    if (position === undefined) return;
    const next = (position[side][reserve] ?? 0n) + scaled;
    position[side][reserve] = next > 0n ? next : 0n;
    const bit = 1n << BigInt(2 * reserve + (side === "supplied" ? 1 : 0));
    if (side === "owed") position.flags = next > 0n ? position.flags | bit : position.flags & ~bit;
    this.#moved.set(account, position);
  }
}

/** A position that can be changed without changing the book's. */
export function copyOf(position: Position): Position {
  return { ...position, supplied: [...position.supplied], owed: [...position.owed] };
}
