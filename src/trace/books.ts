import type { Log, MinedBlock } from "../world/transaction.ts";
import type { TraceContext } from "./context.ts";
import { Ledger } from "./ledger.ts";
import { Operations } from "./operations.ts";

/** What the end of a run is checked against: every transfer, and how often each reserve was operated on. */
export class Books {
  readonly ledger: Ledger;
  readonly #operations: Operations;

  constructor({ world, roleOf }: TraceContext) {
    this.ledger = new Ledger(Object.values(world.deployment.tokens), roleOf);
    this.#operations = new Operations(world.deployment.reserves);
  }

  /** By reserve. */
  get operations(): ReadonlyMap<string, bigint> {
    return this.#operations.counts;
  }

  /** Books all of a block; `then` is called after each log. */
  book(mined: MinedBlock, then: (log: Log) => void): void {
    this.ledger.book(mined);
    for (const { logs } of mined.receipts) {
      for (const log of logs) {
        this.#operations.book(log);
        then(log);
      }
    }
  }
}
