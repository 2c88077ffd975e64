import type { BlockRecord } from "../run/recorder.ts";
import type { PerpAccount } from "../venues/perpAccount.ts";
import type { PerpBook } from "../venues/perpBook.ts";
import type { Valuation } from "../venues/perpMargin.ts";
import type { Receipt } from "../world/transaction.ts";
import { AdlRows } from "./adlRows.ts";
import type { TraceContext } from "./context.ts";
import { EngineOverlay } from "./engineOverlay.ts";
import { writePerpAccounts } from "./perpAccountRows.ts";
import { perpConservation } from "./perpConservation.ts";
import { perpEventOf } from "./perpEvent.ts";
import type { SeenPerpEvent } from "./perpFlows.ts";
import { PerpMoments } from "./perpMoments.ts";
import { PerpOverlay } from "./perpOverlay.ts";
import { writeBooks, writeMarkets } from "./perpStateRows.ts";
import { poolWorth, sharesOf } from "./poolShares.ts";
import type { Rounds } from "./rounds.ts";
import type { ConservationRow } from "./row.ts";
import type { ShareMoments } from "./shareMoments.ts";
import type { Views } from "./views.ts";
import { writePerpEvent } from "./writePerpEvent.ts";

/** What the block being read stands on: accounts and engine between its transactions. */
interface PerpBlock {
  overlay: PerpOverlay;
  engine: EngineOverlay;
  events: SeenPerpEvent[];
}

/** The perpetual exchange's part of a trace. */
export class PerpRecorder {
  readonly #context: TraceContext;
  readonly #book: PerpBook;
  readonly #adl = new AdlRows();
  #moments: PerpMoments;
  #block: PerpBlock | undefined;
  #poolFlow = 0n;
  #providers: ReadonlyMap<string, bigint> = new Map();
  /** Cash that changed hands and that no event told, or the reverse. [quote] */
  #untold = 0n;

  constructor(context: TraceContext, book: PerpBook) {
    this.#context = context;
    this.#book = book;
    this.#moments = new PerpMoments(context, book);
  }

  /** The exchange at the prices of the place that is being read. */
  get moment(): Valuation {
    return this.#moments.now;
  }

  /** Before the first block, once the book is read. Vaults' shares that are margin follow `shares`. */
  async start(shares?: ShareMoments): Promise<void> {
    this.#moments = new PerpMoments(this.#context, this.#book, shares);
    writeMarkets(this.#context, this.#book, { phase: "start", block: 0 });
    writeBooks(this.#context, this.#book, { phase: "start", block: 0 }, 0n);
    await this.#accounts("start");
  }

  /** A block is about to be read; the book stands as before it. */
  open({ mined, counterfactual }: BlockRecord): void {
    const book = this.#book;
    const { symbolOf } = this.#context;
    this.#poolFlow = 0n;
    this.#moments.open(mined.time, counterfactual);
    this.#block = { overlay: new PerpOverlay(book, symbolOf), engine: new EngineOverlay(book, symbolOf), events: [] };
  }

  /** The block's events, and the accounts that they changed as they were before it. */
  get seen(): { events: readonly SeenPerpEvent[]; changed: Iterable<PerpAccount> } {
    const { events, overlay } = this.#block as PerpBlock;
    return { events, changed: overlay.before.values() };
  }

  /** A feed shows a new price, USD [wad]. */
  print(symbol: string, price: bigint): void {
    this.#moments.print(symbol, price);
  }

  /** The markets at the prices of the place that is being read, and as they would be. */
  get views(): Views {
    return this.#moments.views;
  }

  /** Writes what a transaction did on the exchange. */
  read(record: BlockRecord, receipt: Receipt, place: number, rounds: Rounds): void {
    const { overlay, engine, events } = this.#block as PerpBlock;
    const { exchange } = this.#book.venue;
    const takenOver = new Set<string>();
    let views: Views | undefined;
    overlay.open();
    engine.open();
    for (const log of receipt.logs) {
      const event = log.address === exchange ? perpEventOf(log) : undefined;
      if (event === undefined) continue;
      const [context, book, moment] = [this.#context, this.#book, this.#moments.now];
      views ??= this.views;
      const facts = { context, book, overlay, engine, rounds, record, receipt, place, moment, views };
      writePerpEvent(facts, this.#adl, event);
      if (event.name === "PoolDeposited") this.#poolFlow += event.amount;
      if (event.name === "PoolWithdrawn") this.#poolFlow -= event.amount;
      // All of an account goes at once, though each of its positions is told.
      const isFirst = event.name === "TakenOver" && !takenOver.has(event.account);
      if (isFirst) takenOver.add(event.account);
      events.push({ event, before: isFirst ? { ...overlay.at(event.account) } : undefined });
      overlay.apply(event, moment.now);
      engine.apply(event);
    }
  }

  /** After the book was read again. */
  close(block: number): void {
    this.#adl.close();
    this.#untold += this.#block?.overlay.untold() ?? 0n;
    writeMarkets(this.#context, this.#book, { phase: "block", block });
    writeBooks(this.#context, this.#book, { phase: "block", block }, this.#poolFlow);
  }

  end(): Promise<void> {
    return this.#accounts("end");
  }

  /** Whether the books close, once the accounts are written. */
  checks(): ConservationRow["checks"] {
    const shares = [...this.#providers.values()].reduce((sum, amount) => sum + amount, 0n);
    return perpConservation(this.#book, shares, this.#untold);
  }

  async #accounts(phase: "start" | "end"): Promise<void> {
    this.#providers = await sharesOf(this.#context);
    writePerpAccounts(this.#context, this.#book, phase, poolWorth(this.#book, this.#providers));
  }
}
