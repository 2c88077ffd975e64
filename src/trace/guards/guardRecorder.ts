import type { BlockRecord } from "../../run/recorder.ts";
import type { GuardBook } from "../../venues/guardBook.ts";
import { PERP_EVENTS } from "../../venues/perpEvents.ts";
import type { Log, Receipt } from "../../world/transaction.ts";
import { referenceUsd, type TraceContext } from "../context.ts";
import type { ShareMoments } from "../shareMoments.ts";
import { ShareValue } from "../shareValue.ts";
import { controlRow } from "./controlRow.ts";
import { GuardNames } from "./guardNames.ts";
import { HeldBack } from "./heldBack.ts";
import { curtailedRow, type RefusalFacts, refusalRow } from "./refusalRow.ts";
import { type CallFrame, type RefusedCall, refusedCalls } from "./refusedCalls.ts";
import { tripOf } from "./tripRows.ts";

/** First topic of the exchange's `OrderDropped`: a settlement that passes and does not open what was ordered. */
const DROPPED = PERP_EVENTS.getEvent("OrderDropped")?.topicHash;

/** The controls' part of a trace. */
export class GuardRecorder {
  readonly #context: TraceContext;
  readonly #book: GuardBook;
  readonly #names: GuardNames;
  readonly #groups: ReadonlyMap<string, string>;
  readonly #vaults: ReadonlySet<string>;
  readonly #contracts: ReadonlySet<string>;
  #last = "";
  readonly #held: HeldBack;
  #facts: RefusalFacts | undefined;
  #refused: ReadonlyMap<Receipt, RefusedCall[]> = new Map();

  constructor(context: TraceContext, book: GuardBook) {
    const { holders, deployment } = context.world;
    this.#context = context;
    this.#book = book;
    this.#names = new GuardNames(deployment);
    this.#groups = new Map([
      ...holders.map(({ address, group }) => [address, group] as const),
      ...deployment.vaults.map(({ address, symbol }) => [address, symbol] as const),
    ]);
    this.#held = new HeldBack(this.#groups);
    this.#vaults = new Set(deployment.vaults.map(({ address }) => address));
    const { registry = "", breaker = "", margin = "", steps = "" } = book.deployment;
    this.#contracts = new Set([registry, breaker, margin, steps]);
  }

  /** Before the first block: what a cap kept from opening. */
  start(): void {
    for (const curtailed of this.#context.world.curtailed) this.#context.write(curtailedRow(curtailed));
  }

  /** A block is about to be read, with the venues as before it: writes what agents no longer hold back, and asks what was refused. */
  async open(record: BlockRecord, shares: ShareMoments | undefined): Promise<void> {
    this.#facts = this.#factsOf(record, shares);
    for (const row of this.#held.next(record.block, record.held)) this.#context.write(row);
    this.#refused = await this.#refusedIn(record);
  }

  /** Writes what controls refused inside a transaction, and what they tell of one that went through. */
  read(record: BlockRecord, receipt: Receipt): void {
    for (const call of this.#refused.get(receipt) ?? []) {
      const row = this.#facts && refusalRow(this.#facts, receipt, call);
      if (row !== undefined) this.#context.write(row);
    }
    for (const log of receipt.logs) this.#readLog(record, receipt, log);
  }

  /** After the controls were read again: writes how they stand, if that changed. */
  close({ block, mined }: BlockRecord): void {
    const row = controlRow(this.#book, block, mined.time);
    const { block: _, ...state } = row;
    const text = JSON.stringify(state);
    if (text === this.#last) return;
    this.#last = text;
    this.#context.write(row);
  }

  /** At the end of the run. */
  end(): void {
    for (const row of this.#held.rest()) this.#context.write(row);
  }

  #readLog(record: BlockRecord, receipt: Receipt, log: Log): void {
    if (!this.#contracts.has(log.address)) return;
    const context = { time: record.mined.time, decimalsOf: (asset: string) => this.#decimalsOf(asset) };
    const trip = tripOf(log, this.#names, context);
    if (trip === undefined) return;
    this.#context.write({ kind: "trip", block: record.block, transaction: receipt.hash, ...trip });
  }

  /**
   * Asks the node for the calls inside transactions that may hold a refusal: those that failed, those to vaults, which
   * go on without what they are refused, and those that dropped an order.
   */
  async #refusedIn({ mined }: BlockRecord): Promise<ReadonlyMap<Receipt, RefusedCall[]>> {
    const { chain, deployment } = this.#context.world;
    const exchange = deployment.perps?.exchange;
    const suspects = mined.receipts.filter(
      ({ succeeded, to, logs }) =>
        !succeeded ||
        this.#vaults.has(to) ||
        logs.some(({ address, topics }) => address === exchange && topics[0] === DROPPED),
    );
    const frames = await Promise.all(
      suspects.map(({ hash }) => chain.request<CallFrame>("debug_traceTransaction", [hash, { tracer: "callTracer" }])),
    );
    return new Map(suspects.map((receipt, i) => [receipt, refusedCalls(frames[i] as CallFrame)]));
  }

  #factsOf(record: BlockRecord, shares: ShareMoments | undefined): RefusalFacts {
    const context = this.#context;
    const value = shares && new ShareValue(context, shares.reference);
    return {
      ...{ context, record, names: this.#names, groups: this.#groups },
      decimalsOf: (asset) => this.#decimalsOf(asset),
      usd: (symbol, amount) => value?.usd(symbol, amount) ?? referenceUsd(context, record.outside, symbol, amount),
    };
  }

  /** Of an asset by its address; sizes of markets are wads. */
  #decimalsOf(asset: string): number {
    return this.#context.decimalsOf(this.#names.asset(asset) ?? "");
  }
}
