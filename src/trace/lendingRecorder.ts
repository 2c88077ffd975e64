import type { BlockRecord } from "../run/recorder.ts";
import type { Position } from "../venues/lendingBook.ts";
import { topicAddress } from "../venues/words.ts";
import type { Log, Receipt } from "../world/transaction.ts";
import type { TraceContext } from "./context.ts";
import { Departures } from "./departures.ts";
import { TOPICS } from "./events.ts";
import { type LiquidationFacts, type SeenLiquidation, writeLiquidation } from "./liquidationRows.ts";
import { copyOf, PositionOverlay } from "./positionOverlay.ts";
import { writeDefence } from "./receiptRows.ts";
import type { Rounds } from "./rounds.ts";

/** The lending venue's part of a trace: positions between the transactions of a block, liquidations, defences, lenders who leave. */
export class LendingRecorder {
  readonly #context: TraceContext;
  readonly #tokens: ReadonlySet<string>;
  readonly #departures: Departures;
  #overlay: PositionOverlay;
  /** The position that the transaction being read is about, as it was before. */
  #before: Position | undefined;
  /** Positions as they were before the first log of the transaction that moves them. */
  #opened = new Map<string, Position>();
  #seen: SeenLiquidation[] = [];

  constructor(context: TraceContext) {
    const { reserves } = context.world.deployment;
    this.#context = context;
    this.#tokens = new Set(reserves.flatMap(({ aToken, debtToken }) => [aToken, debtToken]));
    this.#departures = new Departures(context);
    this.#overlay = new PositionOverlay(context.venues.lending, context.world.deployment);
  }

  /** A block is about to be read; the book stands as before it. */
  open(block: number): void {
    this.#departures.open(block);
    this.#overlay = new PositionOverlay(this.#context.venues.lending, this.#context.world.deployment);
  }

  /** Positions that the block moved, as the book holds them. */
  get touched(): Position[] {
    return this.#overlay.touched;
  }

  /** A new transaction begins, about an account. */
  begin(subject: string): void {
    const position = this.#overlay.at(subject);
    this.#before = position === undefined ? undefined : copyOf(position);
    this.#opened = new Map();
    this.#seen = [];
  }

  /** Takes one log of it. */
  see(log: Log): void {
    if (log.topics[0] === TOPICS.liquidationCall) {
      const account = topicAddress(log.topics[3]);
      const stored = this.#opened.get(account) ?? (this.#before?.account === account ? this.#before : undefined);
      if (stored !== undefined) this.#seen.push({ log, before: stored });
    }
    if (!this.#tokens.has(log.address)) return;
    for (const topic of log.topics.slice(1)) {
      const account = topicAddress(topic);
      const position = this.#opened.has(account) ? undefined : this.#overlay.at(account);
      if (position !== undefined) this.#opened.set(account, copyOf(position));
    }
    this.#overlay.apply(log);
  }

  /** Writes the liquidations that its logs tell of. */
  liquidations(rounds: Rounds, facts: Omit<LiquidationFacts, "after">): void {
    for (const liquidation of this.#seen) {
      const after = this.#overlay.at(liquidation.before.account);
      writeLiquidation(this.#context, rounds, liquidation, { ...facts, after });
    }
  }

  /** Writes what a transaction let lenders take who leave by a rule. */
  departures(record: BlockRecord, receipt: Receipt, place: number, rounds: Rounds): void {
    this.#departures.read(record, receipt, place, rounds);
  }

  /** Writes what a holder did to defend itself. */
  defence(record: BlockRecord, receipt: Receipt, prices: readonly bigint[]): void {
    const after = this.#before && this.#overlay.at(this.#before.account);
    if (this.#before === undefined || after === undefined) return;
    writeDefence(this.#context, record, receipt, this.#before, after, prices);
  }
}
