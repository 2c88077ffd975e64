import type { ReserveInfo } from "../world/deployment.ts";
import type { Log } from "../world/transaction.ts";
import { TOPICS } from "./events.ts";

/** Counts, by reserve, what may have rounded its books by a unit: every event of its tokens but a transfer. */
export class Operations {
  readonly #symbols = new Map<string, string>();
  readonly #counts = new Map<string, bigint>();

  constructor(reserves: readonly ReserveInfo[]) {
    for (const { symbol, aToken, debtToken } of reserves) this.#symbols.set(aToken, symbol).set(debtToken, symbol);
  }

  get counts(): ReadonlyMap<string, bigint> {
    return this.#counts;
  }

  book({ address, topics }: Log): void {
    const symbol = this.#symbols.get(address);
    if (symbol === undefined || topics[0] === TOPICS.transfer) return;
    this.#counts.set(symbol, (this.#counts.get(symbol) ?? 0n) + 1n);
  }
}
