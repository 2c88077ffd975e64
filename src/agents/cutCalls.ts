import type { Position } from "../venues/lendingBook.ts";
import type { BackOff } from "./backOff.ts";

/** Liquidations of which a control let but a part happen: where that went through, the rest is no failure tried again. */
export class CutCalls {
  readonly #owed = new Map<Position, string>();

  /** A part of what could be liquidated of a position was sent. */
  sent(position: Position): void {
    this.#owed.set(position, debtsOf(position));
  }

  /** Forgets the tries at those whose debt has changed since. */
  settle(backOff: BackOff): void {
    for (const [position, owed] of this.#owed) {
      if (debtsOf(position) === owed) continue;
      backOff.forget(position.account);
      this.#owed.delete(position);
    }
  }
}

const debtsOf = ({ owed }: Position): string => owed.join(" ");
