import { VENUE } from "./attributionGroups.ts";
import type { AttributionResults } from "./attributionResults.ts";
import type { GroupHoldings, Holding } from "./groupHoldings.ts";
import type { Marks } from "./marks.ts";
import type { PerpAttribution } from "./perpAttribution.ts";
import type { ShareLedgers } from "./shareLedgers.ts";

/** What groups are worth at the present marks, USD [wad]. */
export class GroupWorth {
  readonly #holdings: GroupHoldings;
  readonly #ledgers: ShareLedgers;
  readonly #results: AttributionResults;
  readonly #perps: PerpAttribution | undefined;
  readonly #marks: () => Marks;

  constructor(
    {
      holdings,
      ledgers,
      perps,
    }: { holdings: GroupHoldings; ledgers: ShareLedgers; perps: PerpAttribution | undefined },
    results: AttributionResults,
    marks: () => Marks,
  ) {
    this.#holdings = holdings;
    this.#ledgers = ledgers;
    this.#perps = perps;
    this.#results = results;
    this.#marks = marks;
  }

  /** All that a group has, its debts taken off. */
  all(group: string): bigint {
    const holding = this.#holdings.groups.get(group) as Holding;
    const marks = this.#marks();
    const worth = marks.worth(holding) + (this.#perps?.worth(group) ?? 0n);
    if (group !== VENUE) return worth;
    // Shares that the lending venue has are its suppliers'.
    return this.#ledgers.all.reduce(
      (rest, { share }) => rest - marks.usd(share, marks.amountOf(holding, share)),
      worth,
    );
  }

  /** The same; of a vault what its shares leave to nobody. */
  own(group: string): bigint {
    const ledger = this.#ledgers.of(group);
    if (ledger === undefined) return this.all(group);
    return this.#results.holders(ledger).reduce((rest, [, shares]) => rest - ledger.usd(shares), this.all(group));
  }

  /** By how much a group's claims may be rounded: two units an operation, of claims and of tokens; and on perps. */
  rounding(group: string): bigint {
    const counts = this.#holdings.operations.get(group) ?? [];
    const marks = this.#marks();
    const lending = counts.reduce((sum, count, i) => sum + marks.usd(marks.assetOf(i), 2n * count) + 2n * count, 0n);
    return lending + (this.#perps?.rounding(group) ?? 0n);
  }
}
