import type { OutsidePrice } from "../market/outsideMarket.ts";
import type { BlockRecord } from "../run/recorder.ts";
import { abs, formatDecimal, RAY } from "../units.ts";
import { topicAddress, wordAt } from "../venues/words.ts";
import type { Log, Receipt } from "../world/transaction.ts";
import { AttributedFlows, type FlowCause } from "./attributedFlows.ts";
import { TREASURY, VENUE } from "./attributionGroups.ts";
import type { TraceContext } from "./context.ts";
import { TOPICS } from "./events.ts";
import { GroupHoldings } from "./groupHoldings.ts";
import { Marks } from "./marks.ts";
import type { AttributionRow } from "./row.ts";

type Result = Record<FlowCause | "price" | "carry", bigint> & { startUsd: bigint };

/** Cents would add up to more than one over seven causes. */
const DIGITS = 6;

/**
 * Profit and loss of every group by cause, as docs/MODEL.md defines them. A block first carries holdings to its prices
 * and indexes (price, carry); its transactions then move value between groups at those marks, cause by cause.
 */
export class Attribution {
  readonly #context: TraceContext;
  readonly #holdings: GroupHoldings;
  readonly #flows: AttributedFlows;
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
    const none = { price: 0n, carry: 0n, slippage: 0n, fees: 0n, bonuses: 0n, socialised: 0n };
    for (const [group, holding] of this.#holdings.groups) {
      this.#results.set(group, { ...none, startUsd: this.#marks.worth(holding) });
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
        const [loser, winner] = [this.#results.get(from ?? ""), this.#results.get(to ?? "")];
        if (loser !== undefined) loser[cause] -= usd;
        if (winner !== undefined) winner[cause] += usd;
      }
      this.#holdings.book(log);
    }
  }

  close(): void {
    this.#holdings.close();
  }

  rows(): AttributionRow[] {
    const usd = (value: bigint) => formatDecimal(value, 18, DIGITS);
    return [...this.#holdings.groups].map(([group, holding]) => {
      const result = this.#results.get(group) as Result;
      const endUsd = this.#marks.worth(holding);
      const { startUsd, price, slippage, fees, bonuses, socialised } = result;
      const open = endUsd - startUsd - price - result.carry - slippage - fees - bonuses - socialised;
      // Left over is what no event states: the reserve factor's part of the interest, and the venue's roundings.
      const isLender = group === TREASURY || group === VENUE;
      const carry = isLender || abs(open) <= this.#rounding(group) ? result.carry + open : result.carry;
      return {
        kind: "attribution",
        group,
        startUsd: usd(startUsd),
        endUsd: usd(endUsd),
        price: usd(price),
        carry: usd(carry),
        slippage: usd(slippage),
        fees: usd(fees),
        bonuses: usd(bonuses),
        funding: usd(0n),
        socialised: usd(socialised),
      };
    });
  }

  /** USD [wad] by which a group's claims may have been rounded: two units an operation, of claims and of tokens. */
  #rounding(group: string): bigint {
    const counts = this.#holdings.operations.get(group) ?? [];
    return counts.reduce((sum, count, i) => sum + this.#marks.usd(this.#marks.assetOf(i), 2n * count) + 2n * count, 0n);
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
