import type { BlockRecord } from "../run/recorder.ts";
import { WAD } from "../units.ts";
import { topicAddress, wordAt } from "../venues/words.ts";
import type { Log, Receipt } from "../world/transaction.ts";
import type { Holder, LenderRun } from "../world/world.ts";
import type { TraceContext } from "./context.ts";
import { TOPICS } from "./events.ts";
import { usdText } from "./format.ts";
import { placeOf, type Rounds } from "./rounds.ts";
import { utilisation } from "./utilisation.ts";
import type { RedemptionRow } from "./vaultRow.ts";

type Cause = Pick<RedemptionRow, "trigger" | "direct" | "round" | "channel">;

/**
 * What lenders take out of the lending venue because a rule makes them leave. A rumour is direct; a reserve that is lent
 * out passes trouble on through the liquidity channel, one round after what happened since it was last below the mark.
 */
export class Departures {
  readonly #context: TraceContext;
  readonly #runners: ReadonlyMap<string, Holder & { lenderRun: LenderRun }>;
  /** By reserve and block, how far it was lent out when the block began. [wad] */
  readonly #seen = new Map<string, bigint[]>();

  constructor(context: TraceContext) {
    this.#context = context;
    this.#runners = new Map(
      context.world.holders.flatMap((holder) => {
        const { lenderRun } = holder;
        return lenderRun === undefined ? [] : [[holder.address, { ...holder, lenderRun }] as const];
      }),
    );
  }

  /** A block is about to be read. */
  open(block: number): void {
    if (this.#runners.size === 0) return;
    for (const reserve of this.#context.venues.lending.reserves) {
      const seen = this.#seen.get(reserve.symbol) ?? [];
      seen[block] = utilisation(this.#context.venues.lending, reserve);
      this.#seen.set(reserve.symbol, seen);
    }
  }

  /** Writes what a transaction let lenders take. */
  read(record: BlockRecord, receipt: Receipt, place: number, rounds: Rounds): void {
    if (this.#runners.size === 0) return;
    for (const log of receipt.logs) {
      if (log.topics[0] === TOPICS.withdraw) this.#write(record, receipt, log, { place, rounds });
    }
  }

  #write(record: BlockRecord, receipt: Receipt, log: Log, { place, rounds }: { place: number; rounds: Rounds }): void {
    const { world, venues, symbolOf, write } = this.#context;
    const holder = this.#runners.get(topicAddress(log.topics[2]));
    const symbol = symbolOf(topicAddress(log.topics[1]));
    const reserve = venues.lending.reserve(symbol);
    if (log.address !== world.deployment.lendingPool || holder?.lenderRun.reserve !== symbol || reserve === undefined)
      return;
    const amount = wordAt(log.data, 0);
    const cause = this.#causeOf(holder.lenderRun, record.block, rounds);
    if (cause.trigger !== null) rounds.force(place, cause.round);
    write({
      kind: "redemption",
      block: record.block,
      transaction: receipt.hash,
      venue: "lending",
      account: holder.address,
      group: holder.group,
      agent: record.sent.get(receipt.hash)?.agent ?? "unknown",
      by: "withdrawal",
      shares: amount.toString(),
      valueUsd: usdText((amount * reserve.price * WAD) / (reserve.unit * venues.lending.baseUnit)),
      ...cause,
    });
  }

  #causeOf({ reserve, utilisation: mark, rumourAt }: LenderRun, block: number, rounds: Rounds): Cause {
    const seen = this.#seen.get(reserve) ?? [];
    const full = mark === undefined ? -1 : seen.findIndex((share) => share >= mark);
    if (rumourAt !== undefined && rumourAt <= (full === -1 ? block : full))
      return { trigger: "rumour", direct: true, round: 0, channel: null };
    if (full === -1) return { trigger: null, direct: true, round: 0, channel: null };
    const window = { from: placeOf(full - 1, 0), to: placeOf(full, 0) };
    return { trigger: "utilisation", direct: false, round: 1 + rounds.largestBetween(window), channel: "liquidity" };
  }
}
