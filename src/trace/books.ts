import type { Log, MinedBlock } from "../world/transaction.ts";
import type { TraceContext } from "./context.ts";
import { Ledger } from "./ledger.ts";
import { Operations } from "./operations.ts";
import { StandingGaps } from "./standingGaps.ts";

/** What the end of a run is checked against: every transfer, and how often each reserve was operated on. */
export class Books {
  readonly ledger: Ledger;
  readonly #operations: Operations;
  /** First block that is booked; undefined for all. */
  readonly #first: number | undefined;
  /** Of a real pool, once the run begins. */
  standing?: StandingGaps;

  constructor({ world, roleOf }: TraceContext) {
    this.ledger = new Ledger(Object.values(world.deployment.tokens), roleOf);
    this.#operations = new Operations(world.deployment.reserves);
    this.#first = world.fork?.firstBlock;
  }

  /** By reserve. */
  get operations(): ReadonlyMap<string, bigint> {
    return this.#operations.counts;
  }

  /** The run begins; the venues were read. */
  start({ world, venues }: TraceContext): void {
    if (world.fork !== undefined) this.standing = new StandingGaps(venues.lending, world, this.operations);
  }

  /** Books all of a block, unless it lies before the books; `then` is called after each log. */
  book(mined: MinedBlock, then: (log: Log) => void): void {
    const isBooked = this.#first === undefined || mined.number >= this.#first;
    if (isBooked) this.ledger.book(mined);
    for (const { logs } of mined.receipts) {
      for (const log of logs) {
        if (isBooked) this.#operations.book(log);
        then(log);
      }
    }
  }
}
