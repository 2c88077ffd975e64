import type { OutsidePrice } from "../market/outsideMarket.ts";
import type { BlockRecord } from "../run/recorder.ts";
import { WAD } from "../units.ts";
import type { Vault } from "../venues/vault.ts";
import type { VaultBook } from "../venues/vaultBook.ts";
import type { Log } from "../world/transaction.ts";
import type { Holder } from "../world/world.ts";
import type { TraceContext } from "./context.ts";
import type { Ledger } from "./ledger.ts";
import { lendingHealth } from "./lendingHealth.ts";
import { liquidationNav } from "./liquidationNav.ts";
import { liquidationPrices } from "./liquidationPrices.ts";
import type { OracleMoments } from "./oracleMoments.ts";
import { RedemptionQueue } from "./redemptionQueue.ts";
import { placeOf, type Rounds } from "./rounds.ts";
import type { BlockRow, ConservationRow } from "./row.ts";
import { RunTriggers } from "./runTrigger.ts";
import { writeShareholders } from "./shareholderRows.ts";
import { ShareMoments } from "./shareMoments.ts";
import { ShareValue } from "./shareValue.ts";
import { vaultConservation } from "./vaultConservation.ts";
import { VaultEvents } from "./vaultEvents.ts";
import type { VaultFacts } from "./vaultFacts.ts";
import type { VaultStateRow } from "./vaultRow.ts";
import { vaultStateRow } from "./vaultStateRow.ts";
import { writeVaultLogs } from "./writeVaultLogs.ts";

/** The vaults' part of a trace. */
export class VaultRecorder {
  readonly #context: TraceContext;
  readonly #book: VaultBook;
  readonly #ledger: Ledger;
  /** By vault's address, from the first log on. */
  readonly #queues: ReadonlyMap<string, RedemptionQueue>;
  readonly #events: ReadonlyMap<string, VaultEvents>;
  readonly #holders: ReadonlyMap<string, Holder>;
  readonly #triggers = new RunTriggers();
  #shares: ShareMoments | undefined;
  /** What selling everything would leave of each now. */
  #navs: ReadonlyMap<Vault, bigint> = new Map();

  constructor(context: TraceContext, book: VaultBook, ledger: Ledger) {
    this.#context = context;
    this.#book = book;
    this.#ledger = ledger;
    this.#queues = new Map(book.vaults.map(({ info }) => [info.address, new RedemptionQueue()]));
    this.#events = new Map(book.vaults.map(({ info }) => [info.address, new VaultEvents(info.address)]));
    this.#holders = new Map(context.world.holders.map((holder) => [holder.address, holder]));
  }

  /** What shares are worth; from the start on. */
  get shares(): ShareMoments {
    return this.#shares as ShareMoments;
  }

  /** Keeps the queues, from the first log of the set-up on. */
  book(log: Log): void {
    const event = this.#events.get(log.address)?.next(log);
    if (event !== undefined) this.#queues.get(log.address)?.apply(event);
  }

  /** Before the first block, once everything is read. */
  start(outside: ReadonlyMap<string, OutsidePrice>): ShareMoments {
    this.#shares = new ShareMoments(this.#context, this.#book);
    this.#writeStates({ phase: "start", block: 0 }, outside);
    this.#writeShareholders("start");
    return this.#shares;
  }

  /** A block is about to be read. What vaults did in the one before shows in their shares' prices without any print. */
  open({ block }: BlockRecord, moments: OracleMoments, rounds: Rounds): void {
    for (const vault of this.#book.vaults) this.#triggers.note(this.#context.venues, vault, this.shares, block);
    rounds.print(placeOf(block, 0) - 1, moments.now);
  }

  /** Writes what a transaction did to vaults. */
  read(facts: Pick<VaultFacts, "record" | "receipt" | "place" | "moments" | "rounds">): void {
    const byVault = new Map<Vault, Log[]>();
    for (const log of facts.receipt.logs) {
      const vault = this.#book.at(log.address);
      if (vault !== undefined) byVault.set(vault, [...(byVault.get(vault) ?? []), log]);
    }
    if (byVault.size === 0) return;
    const [context, triggers] = [this.#context, this.#triggers];
    const value = new ShareValue(context, this.shares.now);
    const holderOf = (address: string) => this.#holders.get(address);
    for (const [vault, logs] of byVault) writeVaultLogs({ ...facts, context, vault, value, triggers, holderOf }, logs);
  }

  /** After the venues were read again; returns what a block's row says of lenders. */
  close(record: BlockRecord): Pick<BlockRow, "economicBadDebtUsd" | "utilisation"> {
    this.#writeStates({ phase: "block", block: record.block }, record.outside);
    const prices = liquidationPrices(this.#context, this.#book, record.outside, this.#navs);
    return lendingHealth(this.#context.venues.lending, prices);
  }

  end(): void {
    this.#writeShareholders("end");
  }

  /** Whether the vaults' books close, at the end. */
  checks(): ConservationRow["checks"] {
    const ledger = this.#ledger;
    return this.#book.vaults.flatMap((vault) => {
      const queue = this.#queues.get(vault.info.address) as RedemptionQueue;
      return vaultConservation(this.#context, vault, { ledger, queue, now: this.shares.now });
    });
  }

  #writeStates(when: Pick<VaultStateRow, "phase" | "block">, outside: ReadonlyMap<string, OutsidePrice>): void {
    this.shares.close();
    const prices = this.shares.atReference(outside);
    const now = this.shares.now;
    this.#navs = new Map(this.#book.vaults.map((vault) => [vault, liquidationNav(this.#context.venues, vault)]));
    const moment = {
      now,
      navs: this.#navs,
      value: new ShareValue(this.#context, now),
      reference: { prices, value: new ShareValue(this.#context, prices) },
      rateOf: (symbol: string) => outside.get(symbol)?.rate ?? WAD,
    };
    for (const vault of this.#book.vaults) this.#context.write(vaultStateRow(this.#context, vault, when, moment));
  }

  #writeShareholders(phase: "start" | "end"): void {
    const value = new ShareValue(this.#context, this.shares.now);
    writeShareholders(this.#context, this.#book, phase, { ledger: this.#ledger, queues: this.#queues, value });
  }
}
