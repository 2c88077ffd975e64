import type { LendingBook, Position } from "../venues/lendingBook.ts";
import { copyOf } from "./positionOverlay.ts";

type SideName = "supplied" | "owed";

/** What events left out of a position's claims, or made up, in scaled units. */
export interface Correction {
  account: string;
  side: SideName;
  reserve: number;
  gap: bigint;
}

/** Positions that a block's events move: what the book said before, and what the events said. */
export class MovedPositions {
  readonly #book: LendingBook;
  readonly #noted = new Map<string, { now: Position; before: Position; moved: Position }>();

  constructor(book: LendingBook) {
    this.#book = book;
  }

  /** All positions begin with nothing. */
  noteAll(): void {
    for (const { account } of this.#book.positions) {
      const noted = this.note(account);
      if (noted !== undefined) clear(noted.before);
    }
  }

  /** While the book still has an account as before the block; undefined for one that it does not have. */
  note(account: string): { before: Position; moved: Position } | undefined {
    const known = this.#noted.get(account);
    const now = this.#book.positionOf(account);
    if (known !== undefined || now === undefined) return known;
    const noted = { now, before: copyOf(now), moved: copyOf(now) };
    clear(noted.moved);
    this.#noted.set(account, noted);
    return noted;
  }

  move(account: string, side: SideName, reserve: number, scaled: bigint): void {
    const moved = this.note(account)?.moved;
    if (moved !== undefined) moved[side][reserve] = (moved[side][reserve] ?? 0n) + scaled;
  }

  /** Once the book was read again: what to add to what events said. The next block begins. */
  close(): Correction[] {
    const corrections: Correction[] = [];
    for (const { now, before, moved } of this.#noted.values()) {
      for (const side of ["supplied", "owed"] as const) {
        now[side].forEach((amount, reserve) => {
          const gap = amount - (before[side][reserve] ?? 0n) - (moved[side][reserve] ?? 0n);
          if (gap !== 0n) corrections.push({ account: now.account, side, reserve, gap });
        });
      }
    }
    this.#noted.clear();
    return corrections;
  }
}

function clear(position: Position): void {
  position.supplied.fill(0n);
  position.owed.fill(0n);
}
