import type { OutsidePrice } from "../market/outsideMarket.ts";
import type { BlockRecord } from "../run/recorder.ts";
import { RAY } from "../units.ts";
import type { PerpAccount } from "../venues/perpAccount.ts";
import { topicAddress, wordAt } from "../venues/words.ts";
import type { Log, Receipt } from "../world/transaction.ts";
import { AttributedFlows, type FlowCause } from "./attributedFlows.ts";
import { VENUE } from "./attributionGroups.ts";
import { attributionRow, type Result } from "./attributionRow.ts";
import type { TraceContext } from "./context.ts";
import { TOPICS } from "./events.ts";
import { GroupHoldings, type Holding } from "./groupHoldings.ts";
import { Marks } from "./marks.ts";
import { PerpAttribution } from "./perpAttribution.ts";
import type { SeenPerpEvent } from "./perpFlows.ts";
import type { AttributionRow } from "./row.ts";

/**
 * Profit and loss of every group by cause, as docs/MODEL.md defines them. A block first carries holdings to its prices
 * and indexes (price, carry); its transactions then move value between groups at those marks, cause by cause.
 */
export class Attribution {
  readonly #context: TraceContext;
  readonly #holdings: GroupHoldings;
  readonly #flows: AttributedFlows;
  readonly #perps: PerpAttribution | undefined;
  readonly #results = new Map<string, Result>();
  #marks: Marks;
  /** Assets whose supply index a premium has lifted in the transaction being read. */
  readonly #lifted = new Set<number>();

  constructor(context: TraceContext, outside: ReadonlyMap<string, OutsidePrice>) {
    this.#context = context;
    this.#holdings = new GroupHoldings(context);
    this.#flows = new AttributedFlows(context, this.#holdings.groupOf);
    this.#holdings.start();
    this.#marks = new Marks(context, outside);
    const { perps } = context.venues;
    this.#perps = perps && new PerpAttribution(context, perps, this.#marks);
    const none = { price: 0n, carry: 0n, slippage: 0n, fees: 0n, bonuses: 0n, funding: 0n, socialised: 0n };
    for (const group of this.#holdings.groups.keys()) {
      this.#claim(group, 1n);
      this.#results.set(group, { ...none, startUsd: this.#worth(group) });
    }
  }

  /** Carries all holdings to a block's prices and time, before any of its transactions. */
  advance(record: BlockRecord): void {
    const [before, after] = [this.#marks, new Marks(this.#context, record.outside)];
    this.#marks = after;
    for (const [group, holding] of this.#holdings.groups) {
      const result = this.#results.get(group) as Result;
      const [was, is] = [before.net(holding), after.net(holding)];
      is.forEach((amount, asset) => {
        const change = after.usd(asset, amount) - before.usd(asset, was[asset] ?? 0n);
        const interest = before.usd(asset, amount) - before.usd(asset, was[asset] ?? 0n);
        const rate = before.rates[asset] ?? 0n;
        const grown = (after.rates[asset] ?? 0n) - rate;
        const staking = rate === 0n ? 0n : (before.usd(asset, amount) * grown) / rate;
        result.carry += interest + staking;
        result.price += change - interest - staking;
      });
    }
  }

  /** Books what a transaction moved between groups. */
  read(receipt: Receipt): void {
    this.#lifted.clear();
    for (const log of receipt.logs) {
      if (log.topics[0] === TOPICS.reserveDataUpdated) this.#lift(log);
      for (const { cause, from, to, usd } of this.#flows.of(receipt, log, this.#marks, (asset) =>
        this.#lifted.has(asset),
      )) {
        this.#move(cause, from, to, usd);
      }
      this.#holdings.book(log);
    }
  }

  /** After the venues were read again; with what the block's events on the exchange were, and whom they changed. */
  close(events: readonly SeenPerpEvent[] = [], changed: Iterable<PerpAccount> = []): void {
    this.#holdings.close();
    if (this.#perps === undefined) return;
    for (const [group, { price, funding }] of this.#perps.advance(this.#marks)) {
      const result = this.#results.get(group) as Result;
      result.price += price;
      result.funding += funding;
    }
    for (const { cause, from, to, usd } of this.#perps.flows(events)) this.#move(cause, from, to, usd);
    for (const group of this.#holdings.groups.keys()) this.#claim(group, -1n);
    this.#perps.close(changed);
    for (const group of this.#holdings.groups.keys()) this.#claim(group, 1n);
  }

  #move(cause: FlowCause, from: string | undefined, to: string | undefined, usd: bigint): void {
    const [loser, winner] = [this.#results.get(from ?? ""), this.#results.get(to ?? "")];
    if (loser !== undefined) loser[cause] -= usd;
    if (winner !== undefined) winner[cause] += usd;
  }

  /** Cash and tokens on the exchange are held like those in a wallet. */
  #claim(group: string, sign: bigint): void {
    const { tokens } = this.#holdings.groups.get(group) as Holding;
    this.#perps?.claims(group).forEach((amount, asset) => {
      tokens[asset] = (tokens[asset] ?? 0n) + sign * amount;
    });
  }

  #worth(group: string): bigint {
    return this.#marks.worth(this.#holdings.groups.get(group) as Holding) + (this.#perps?.worth(group) ?? 0n);
  }

  rows(): AttributionRow[] {
    return [...this.#holdings.groups.keys()].map((group) => {
      const result = this.#results.get(group) as Result;
      return attributionRow(group, result, this.#worth(group), this.#rounding(group));
    });
  }

  /** USD [wad] by which a group's claims may be rounded: two units an operation, of claims and of tokens; and on perps. */
  #rounding(group: string): bigint {
    const counts = this.#holdings.operations.get(group) ?? [];
    const lending = counts.reduce(
      (sum, count, i) => sum + this.#marks.usd(this.#marks.assetOf(i), 2n * count) + 2n * count,
      0n,
    );
    return lending + (this.#perps?.rounding(group) ?? 0n);
  }

  /** A premium that lifts the supply index of a reserve is a fee to all who have claims on it just then. */
  #lift(log: Log): void {
    const reserve = this.#context.venues.lending.reserves.findIndex(
      ({ address }) => address === topicAddress(log.topics[1]),
    );
    const index = wordAt(log.data, 3);
    const lift = index - (this.#marks.supplyIndexes[reserve] ?? index);
    if (lift <= 0n) return;
    this.#marks.supplyIndexes[reserve] = index;
    const asset = this.#marks.assetOf(reserve);
    this.#lifted.add(asset);
    for (const [group, { supplied }] of this.#holdings.groups) {
      if (group === VENUE) continue;
      (this.#results.get(group) as Result).fees += this.#marks.usd(asset, ((supplied[reserve] ?? 0n) * lift) / RAY);
    }
  }
}
