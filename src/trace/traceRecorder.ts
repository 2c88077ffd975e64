import type { OutsidePrice } from "../market/outsideMarket.ts";
import type { BlockRecord, Recorder } from "../run/recorder.ts";
import { WAD } from "../units.ts";
import type { Position } from "../venues/lendingBook.ts";
import type { Venues } from "../venues/venues.ts";
import { topicAddress } from "../venues/words.ts";
import type { Log, Receipt } from "../world/transaction.ts";
import type { World } from "../world/world.ts";
import { healthRow, writeAccounts } from "./accountRows.ts";
import { Attribution } from "./attribution.ts";
import { blockRow } from "./blockRow.ts";
import { checkConservation } from "./conservation.ts";
import { createContext, oraclePricesFrom, type TraceContext } from "./context.ts";
import { TOPICS } from "./events.ts";
import { isSampled } from "./isSampled.ts";
import { Ledger } from "./ledger.ts";
import { type SeenLiquidation, writeLiquidation } from "./liquidationRows.ts";
import { PerpRecorder } from "./perpRecorder.ts";
import { copyOf, PositionOverlay } from "./positionOverlay.ts";
import { writeDefence, writeDeficit, writeFailed, writeSwap, writeTrade } from "./receiptRows.ts";
import { placeOf, Rounds } from "./rounds.ts";
import type { Row } from "./row.ts";
import { worldRow } from "./worldRow.ts";
import { writePrediction } from "./writePrediction.ts";

/** Turns a run into rows, in the order of the chain, and keeps the books that the end of the run is checked against. */
export class TraceRecorder implements Recorder {
  readonly #context: TraceContext;
  readonly #version: string;
  readonly #ledger: Ledger;
  readonly #operations = new Map<string, bigint>();
  readonly #venueTokens = new Map<string, string>();
  readonly #feeds = new Map<string, string>();
  readonly #perps: PerpRecorder | undefined;
  #rounds: Rounds | undefined;
  #attribution: Attribution | undefined;

  constructor(world: World, venues: Venues, version: string, write: (row: Row) => void) {
    this.#context = createContext(world, venues, write);
    this.#version = version;
    this.#perps = venues.perps && new PerpRecorder(this.#context, venues.perps);
    this.#ledger = new Ledger(Object.values(world.deployment.tokens), this.#context.roleOf);
    for (const { symbol, aToken, debtToken } of world.deployment.reserves) {
      this.#venueTokens.set(aToken, symbol).set(debtToken, symbol);
    }
    for (const [symbol, feed] of Object.entries(world.deployment.feeds)) this.#feeds.set(feed, symbol);
  }

  async start(outside: ReadonlyMap<string, OutsidePrice>): Promise<void> {
    const { lending } = this.#context.venues;
    for (const mined of this.#context.world.setup) this.#bookBlock(mined.receipts, mined);
    this.#attribution = new Attribution(this.#context, outside);
    this.#context.write(worldRow(this.#context, this.#version));
    writeAccounts(this.#context, "start");
    await this.#perps?.start();
    this.#rounds = new Rounds({ reserves: [...lending.prices], perps: this.#perps?.moment });
    this.#context.write(healthRow(this.#context, 0));
    writePrediction(this.#context);
  }

  decode(record: BlockRecord): Position[] {
    const { lending } = this.#context.venues;
    const overlay = new PositionOverlay(lending, this.#context.world.deployment);
    const prices = lending.reserves.map((reserve) => reserve.price);
    const counterfactual = oraclePricesFrom(this.#context, record.counterfactual);
    lending.time = record.mined.time;
    this.#perps?.open(record);
    this.#bookBlock(record.mined.receipts, record.mined);
    this.#attribution?.advance(record);

    record.mined.receipts.forEach((receipt, index) => {
      if (!receipt.succeeded) return writeFailed(this.#context, record, receipt);
      this.#attribution?.read(receipt);
      const place = placeOf(record.block, index);
      const subject = overlay.at(record.sent.get(receipt.hash)?.intent.subject ?? "");
      const before = subject === undefined ? undefined : copyOf(subject);
      const seen: SeenLiquidation[] = [];
      const opened = new Map<string, Position>();
      for (const log of receipt.logs) {
        if (log.topics[0] === TOPICS.liquidationCall) {
          const account = topicAddress(log.topics[3]);
          const stored = opened.get(account) ?? (before?.account === account ? before : undefined);
          if (stored !== undefined) seen.push({ log, before: stored });
        }
        this.#touch(log, overlay, opened);
        this.#readLog(record, receipt, log, place, prices);
      }
      for (const liquidation of seen) {
        const after = overlay.at(liquidation.before.account);
        writeLiquidation(this.#context, this.#rounds as Rounds, liquidation, {
          record,
          receipt,
          place,
          prices,
          counterfactual,
          after,
        });
      }
      this.#perps?.read(record, receipt, place, this.#rounds as Rounds);
      const after = before && overlay.at(before.account);
      if (before !== undefined && after !== undefined)
        writeDefence(this.#context, record, receipt, before, after, prices);
    });
    return overlay.touched;
  }

  close(record: BlockRecord): void {
    const seen = this.#perps?.seen;
    this.#attribution?.close(seen?.events, seen?.changed);
    this.#perps?.close(record.block);
    this.#context.write(blockRow(this.#context, record));
    if (isSampled(record.block, this.#context.world.scenario.sampleEveryBlocks))
      this.#context.write(healthRow(this.#context, record.block));
  }

  async end(block: number, converged: boolean, reason: string): Promise<void> {
    this.#context.write(healthRow(this.#context, block));
    writeAccounts(this.#context, "end");
    await this.#perps?.end();
    for (const row of this.#attribution?.rows() ?? []) this.#context.write(row);
    this.#context.write(await checkConservation(this.#context, this.#ledger, this.#operations, this.#perps?.checks()));
    this.#context.write({ kind: "end", block, converged, reason });
  }

  /** Keeps what a position was before the first log of a receipt that moves it. */
  #touch(log: Log, overlay: PositionOverlay, opened: Map<string, Position>): void {
    if (!this.#venueTokens.has(log.address)) return;
    for (const topic of log.topics.slice(1)) {
      const account = topicAddress(topic);
      const position = opened.has(account) ? undefined : overlay.at(account);
      if (position !== undefined) opened.set(account, copyOf(position));
    }
    overlay.apply(log);
  }

  #readLog(record: BlockRecord, receipt: Receipt, log: Log, place: number, prices: bigint[]): void {
    switch (log.topics[0]) {
      case TOPICS.answerUpdated:
        return this.#print(record, receipt, log, place, prices);
      case TOPICS.swap:
        return writeSwap(this.#context, record, receipt, log);
      case TOPICS.trade:
        return writeTrade(this.#context, record, receipt, log);
      case TOPICS.deficitCreated:
        return writeDeficit(this.#context, record, receipt, log);
    }
  }

  #print(record: BlockRecord, receipt: Receipt, log: Log, place: number, prices: bigint[]): void {
    const symbol = this.#feeds.get(log.address);
    if (symbol === undefined) return;
    const { lending } = this.#context.venues;
    const { assets } = this.#context.world.scenario;
    const printed = BigInt(log.topics[1] ?? "0x0");
    const index = lending.reserves.findIndex((reserve) => reserve.symbol === symbol);
    const was = prices[index] ?? 0n;
    lending.reserves.forEach((reserve, i) => {
      if (assets[reserve.symbol]?.staked?.over === symbol && was > 0n) prices[i] = ((prices[i] ?? 0n) * printed) / was;
    });
    if (index >= 0) prices[index] = printed;
    this.#perps?.print(symbol, (printed * WAD) / lending.baseUnit);
    this.#rounds?.print(place, { reserves: [...prices], perps: this.#perps?.moment });
    this.#context.write({
      kind: "oracle",
      block: record.block,
      transaction: receipt.hash,
      asset: symbol,
      price: priceOf(printed, lending.baseUnit),
      round: Number(BigInt(log.topics[2] ?? "0x0")),
    });
  }

  #bookBlock(receipts: readonly Receipt[], mined: Parameters<Ledger["book"]>[0]): void {
    this.#ledger.book(mined);
    for (const receipt of receipts) {
      for (const log of receipt.logs) {
        const symbol = this.#venueTokens.get(log.address);
        if (symbol === undefined || log.topics[0] === TOPICS.transfer) continue;
        this.#operations.set(symbol, (this.#operations.get(symbol) ?? 0n) + 1n);
      }
    }
  }
}

function priceOf(printed: bigint, baseUnit: bigint): string {
  const wad = (printed * WAD) / baseUnit;
  return `${wad / WAD}.${(wad % WAD).toString().padStart(18, "0").slice(0, 8)}`;
}
