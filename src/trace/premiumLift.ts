import { RAY } from "../units.ts";
import { topicAddress, wordAt } from "../venues/words.ts";
import type { Log } from "../world/transaction.ts";
import { VENUE } from "./attributionGroups.ts";
import type { AttributionResults } from "./attributionResults.ts";
import type { TraceContext } from "./context.ts";
import type { GroupHoldings } from "./groupHoldings.ts";
import type { Marks } from "./marks.ts";

/** A loan's premium that lifts the supply index of a reserve: a fee to all who have claims on it just then. */
export class PremiumLift {
  readonly #context: TraceContext;
  readonly #holdings: GroupHoldings;
  readonly #results: AttributionResults;
  /** USD [wad] by asset. */
  readonly #lifted = new Map<number, bigint>();

  constructor(context: TraceContext, holdings: GroupHoldings, results: AttributionResults) {
    this.#context = context;
    this.#holdings = holdings;
    this.#results = results;
  }

  /** A new transaction begins. */
  open(): void {
    this.#lifted.clear();
  }

  /** What suppliers of an asset had of premiums in this transaction, USD [wad]; undefined where their index stood. */
  of(asset: number): bigint | undefined {
    return this.#lifted.get(asset);
  }

  /** Takes a log that states a reserve's new indexes. */
  read(log: Log, marks: Marks): void {
    const { reserves } = this.#context.venues.lending;
    const reserve = reserves.findIndex(({ address }) => address === topicAddress(log.topics[1]));
    const index = wordAt(log.data, 3);
    const lift = index - (marks.supplyIndexes[reserve] ?? index);
    if (lift <= 0n) return;
    marks.supplyIndexes[reserve] = index;
    const asset = marks.assetOf(reserve);
    let sum = this.#lifted.get(asset) ?? 0n;
    for (const [group, { supplied }] of this.#holdings.groups) {
      if (group === VENUE) continue;
      const usd = marks.usd(asset, ((supplied[reserve] ?? 0n) * lift) / RAY);
      this.#results.gain(group, "fees", usd);
      sum += usd;
    }
    this.#lifted.set(asset, sum);
  }
}
