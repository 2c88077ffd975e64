import { WAD } from "../units.ts";
import type { LendingBook, Position } from "../venues/lendingBook.ts";

/** Where on the chain something happened: later things have larger places. */
export function placeOf(block: number, transactionIndex: number): number {
  return block * 100_000 + transactionIndex;
}

interface Print {
  place: number;
  prices: bigint[];
}

/**
 * Which round of the cascade a forced sale belongs to, as docs/MODEL.md defines it: 0 where the exogenous path alone
 * would have caused it; else one more than the largest round among the forced sales between the account's last print
 * with health factor ≥ 1 and the print that brought it below.
 */
export class Rounds {
  readonly #book: LendingBook;
  readonly #prints: Print[] = [];
  readonly #sales: { place: number; round: number }[] = [];

  constructor(book: LendingBook, prices: readonly bigint[]) {
    this.#book = book;
    this.#prints.push({ place: -1, prices: [...prices] });
  }

  /** The oracle shows new prices (all reserves, base currency) from a place on. */
  print(place: number, prices: readonly bigint[]): void {
    this.#prints.push({ place, prices: [...prices] });
  }

  /** Classifies and remembers a forced sale of a position as stored before it. */
  sale(place: number, position: Position, counterfactual: readonly bigint[]): { direct: boolean; round: number } {
    const direct = this.#isBelow(position, counterfactual);
    const round = direct ? 0 : 1 + this.#largestBetween(this.#window(position, place));
    this.#sales.push({ place, round });
    return { direct, round };
  }

  #window(position: Position, before: number): { from: number; to: number } {
    let trigger = before;
    for (let i = this.#prints.length - 1; i >= 0; i--) {
      const print = this.#prints[i] as Print;
      if (print.place > before) continue;
      if (!this.#isBelow(position, print.prices)) return { from: print.place, to: trigger };
      trigger = print.place;
    }
    return { from: -1, to: trigger };
  }

  #largestBetween({ from, to }: { from: number; to: number }): number {
    let largest = 0;
    for (let i = this.#sales.length - 1; i >= 0; i--) {
      const sale = this.#sales[i] as { place: number; round: number };
      if (sale.place < from) break;
      if (sale.place < to && sale.round > largest) largest = sale.round;
    }
    return largest;
  }

  #isBelow(position: Position, prices: readonly bigint[]): boolean {
    return this.#book.accountData(position, prices).healthFactor < WAD;
  }
}
