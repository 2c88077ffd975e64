import type { OutsidePrice } from "../market/outsideMarket.ts";
import type { BlockRecord, Recorder } from "../run/recorder.ts";
import type { Position } from "../venues/lendingBook.ts";
import type { Venues } from "../venues/venues.ts";
import type { Log, Receipt } from "../world/transaction.ts";
import type { World } from "../world/world.ts";
import { healthRow, writeAccounts } from "./accountRows.ts";
import { Attribution } from "./attribution.ts";
import { blockRow } from "./blockRow.ts";
import { Books } from "./books.ts";
import { checkConservation } from "./conservation.ts";
import { createContext, type TraceContext } from "./context.ts";
import { TOPICS } from "./events.ts";
import { GuardRecorder } from "./guards/guardRecorder.ts";
import { isSampled } from "./isSampled.ts";
import { LendingRecorder } from "./lendingRecorder.ts";
import { LockedLenders } from "./lockedLenders.ts";
import { openingTokens } from "./openingTokens.ts";
import { OracleMoments } from "./oracleMoments.ts";
import { PerpRecorder } from "./perpRecorder.ts";
import { writeDeficit, writeFailed, writePrint, writeSwap, writeTrade } from "./receiptRows.ts";
import { placeOf, Rounds } from "./rounds.ts";
import type { Row } from "./row.ts";
import { type UnknownReads, unknownRow } from "./unknownRow.ts";
import { VaultRecorder } from "./vaultRecorder.ts";
import { worldRow } from "./worldRow.ts";
import { writePrediction } from "./writePrediction.ts";

/** What is known once the chain was read for the first time. */
interface Started {
  attribution: Attribution;
  lenders: LockedLenders;
  moments: OracleMoments;
  rounds: Rounds;
}

/** Turns a run into rows, in the order of the chain, and keeps the books that the end of the run is checked against. */
export class TraceRecorder implements Recorder {
  readonly #context: TraceContext;
  readonly #version: string;
  readonly #unknown: (() => Promise<UnknownReads>) | undefined;
  readonly #books: Books;
  readonly #feeds = new Map<string, string>();
  readonly #lending: LendingRecorder;
  readonly #perps: PerpRecorder | undefined;
  readonly #vaults: VaultRecorder | undefined;
  readonly #guards: GuardRecorder | undefined;
  #started: Started | undefined;

  /** `unknown` tells what a recorded state was asked for in vain, where the world stands on one. */
  constructor(
    world: World,
    venues: Venues,
    version: string,
    write: (row: Row) => void,
    unknown?: () => Promise<UnknownReads>,
  ) {
    this.#context = createContext(world, venues, write);
    this.#version = version;
    this.#unknown = unknown;
    this.#books = new Books(this.#context);
    this.#lending = new LendingRecorder(this.#context);
    this.#perps = venues.perps && new PerpRecorder(this.#context, venues.perps);
    this.#vaults = venues.vaults && new VaultRecorder(this.#context, venues.vaults, this.#books.ledger);
    this.#guards = venues.guards && new GuardRecorder(this.#context, venues.guards);
    for (const [symbol, feed] of Object.entries(world.deployment.feeds)) this.#feeds.set(feed, symbol);
  }

  async start(outside: ReadonlyMap<string, OutsidePrice>): Promise<void> {
    for (const mined of this.#context.world.setup) this.#books.book(mined, (log) => this.#vaults?.book(log));
    const { lending, guards } = this.#context.venues;
    this.#books.start(this.#context);
    const attribution = new Attribution(this.#context, outside, await openingTokens(this.#context));
    this.#context.write(worldRow(this.#context, this.#version));
    writeAccounts(this.#context, "start");
    const shares = this.#vaults?.start(outside);
    await this.#perps?.start(shares);
    const moments = new OracleMoments(this.#context, this.#perps, shares);
    this.#started = {
      attribution,
      moments,
      lenders: new LockedLenders(lending, guards, this.#context.world.fork !== undefined),
      rounds: new Rounds(moments.now),
    };
    this.#context.write(healthRow(this.#context, 0));
    writePrediction(this.#context);
    this.#guards?.start();
  }

  async decode(record: BlockRecord): Promise<Position[]> {
    const { attribution, moments, rounds } = this.#started as Started;
    this.#context.venues.lending.time = record.mined.time;
    this.#lending.open(record.block);
    moments.open(record);
    this.#vaults?.open(record, moments, rounds);
    this.#books.book(record.mined, (log) => this.#vaults?.book(log));
    attribution.advance(record);
    await this.#guards?.open(record, this.#vaults?.shares);

    record.mined.receipts.forEach((receipt, index) => {
      if (!receipt.succeeded) writeFailed(this.#context, record, receipt);
      this.#guards?.read(record, receipt);
      if (!receipt.succeeded) return;
      attribution.read(receipt);
      const place = placeOf(record.block, index);
      this.#lending.begin(record.sent.get(receipt.hash)?.intent.subject ?? "");
      for (const log of receipt.logs) {
        this.#lending.see(log);
        this.#readLog(record, receipt, log, place);
      }
      this.#lending.liquidations(rounds, { record, receipt, place, moments });
      this.#lending.departures(record, receipt, place, rounds);
      this.#perps?.read(record, receipt, place, rounds);
      this.#vaults?.read({ record, receipt, place, moments, rounds });
      this.#lending.defence(record, receipt, moments.prices);
    });
    return this.#lending.touched;
  }

  close(record: BlockRecord): void {
    const { attribution, lenders: locked } = this.#started as Started;
    const seen = this.#perps?.seen;
    attribution.close(seen?.events, seen?.changed);
    locked.update(this.#lending.touched);
    this.#perps?.close(record.block);
    this.#guards?.close(record);
    this.#books.standing?.advance();
    const lenders = this.#vaults?.close(record);
    this.#context.write({ ...blockRow(this.#context, record, this.#vaults?.shares), ...lenders, ...locked.share() });
    if (isSampled(record.block, this.#context.world.scenario.sampleEveryBlocks))
      this.#context.write(healthRow(this.#context, record.block));
  }

  async end(block: number, converged: boolean, reason: string): Promise<void> {
    this.#guards?.end();
    this.#context.write(healthRow(this.#context, block));
    writeAccounts(this.#context, "end");
    this.#vaults?.end();
    await this.#perps?.end();
    for (const row of this.#started?.attribution.rows() ?? []) this.#context.write(row);
    const checks = [...(this.#perps?.checks() ?? []), ...(this.#vaults?.checks() ?? [])];
    this.#context.write(await checkConservation(this.#context, this.#books, checks));
    if (this.#unknown !== undefined) this.#context.write(unknownRow(await this.#unknown()));
    this.#context.write({ kind: "end", block, converged, reason });
  }

  #readLog(record: BlockRecord, receipt: Receipt, log: Log, place: number): void {
    switch (log.topics[0]) {
      case TOPICS.answerUpdated:
        return this.#print(record, receipt, log, place);
      case TOPICS.swap:
      case TOPICS.pairSwap:
        return writeSwap(this.#context, record, receipt, log);
      case TOPICS.trade:
        return writeTrade(this.#context, record, receipt, log);
      case TOPICS.deficitCreated:
        return writeDeficit(this.#context, record, receipt, log);
    }
  }

  #print(record: BlockRecord, receipt: Receipt, log: Log, place: number): void {
    const { moments, rounds } = this.#started as Started;
    const symbol = this.#feeds.get(log.address);
    if (symbol === undefined) return;
    const printed = BigInt(log.topics[1] ?? "0x0");
    moments.print(symbol, printed);
    rounds.print(place, moments.now);
    writePrint(this.#context, record, receipt, { symbol, printed, round: BigInt(log.topics[2] ?? "0x0") });
  }
}
