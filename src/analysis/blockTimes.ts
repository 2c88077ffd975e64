import type { Row } from "../trace/row.ts";

/** When blocks began. One lasts until the next begins, the last for the length that the world states. */
export class BlockTimes {
  readonly #begun = new Map<number, number>();
  #blockSeconds = 0;
  #last = 0;

  read(row: Row): void {
    if (row.kind === "world") this.#blockSeconds = row.blockSeconds;
    if (row.kind !== "block") return;
    this.#begun.set(row.block, row.time);
    this.#last = row.time;
  }

  /** Seconds from the beginning of a block to that of another, or to the end of the last. */
  between(from: number, to?: number): bigint {
    const end = to === undefined ? this.#last + this.#blockSeconds : this.#at(to);
    return BigInt(end - this.#at(from));
  }

  /** Seconds that a block lasts. */
  lengthOf(block: number): bigint {
    return this.between(block, this.#begun.has(block + 1) ? block + 1 : undefined);
  }

  #at(block: number): number {
    return this.#begun.get(block) ?? this.#last;
  }
}
