import type { PerpAccount } from "../venues/perpAccount.ts";
import type { PerpBook } from "../venues/perpBook.ts";
import type { Flow } from "./attributedFlows.ts";
import { groupOf, groupsOf } from "./attributionGroups.ts";
import type { TraceContext } from "./context.ts";
import type { Marks } from "./marks.ts";
import { PerpFlows, type SeenPerpEvent, type UsdOf } from "./perpFlows.ts";
import { PerpHoldings, type PerpMarks, perpMarks } from "./perpHoldings.ts";

/** A change of a position rounds its value, its cost and its funding, and the flow its own value. */
const UNITS_PER_FLOW = 6n;

/** What a block did to a group's positions before anybody traded. USD [wad] */
export interface Revaluation {
  price: bigint;
  funding: bigint;
}

/** The exchange's part of the attribution. Positions are carried to a block's end first; then its events move value. */
export class PerpAttribution {
  readonly #book: PerpBook;
  readonly #context: TraceContext;
  readonly #holdings: PerpHoldings;
  readonly #flows: PerpFlows;
  readonly #quote: number;
  #marks: PerpMarks;
  #usd: Marks;
  /** Flows so far that a group had part in. */
  readonly #counts = new Map<string, bigint>();

  /** With the book as the run begins. */
  constructor(context: TraceContext, book: PerpBook, usd: Marks) {
    const assets = Object.keys(context.world.scenario.assets);
    const groups = groupOf(context);
    this.#book = book;
    this.#context = context;
    this.#holdings = new PerpHoldings(book, groups, groupsOf(context), assets);
    this.#flows = new PerpFlows(book, groups, context.symbolOf);
    this.#quote = assets.indexOf(book.venue.quote);
    this.#holdings.start();
    this.#marks = perpMarks(book);
    this.#usd = usd;
  }

  /** Profit of a group's open positions. USD [wad] */
  worth(group: string): bigint {
    const holding = this.#holdings.groups.get(group);
    return holding === undefined ? 0n : this.#usd.usd(this.#quote, this.#holdings.profit(holding, this.#marks));
  }

  /** Cash and tokens that a group has on the exchange, in smallest units by asset. */
  claims(group: string): readonly bigint[] {
    return this.#holdings.groups.get(group)?.claims ?? [];
  }

  /** Carries positions to the marks of the block that was just read, and to its reference price of the quote. */
  advance(usd: Marks): Map<string, Revaluation> {
    const [before, after] = [this.#marks, perpMarks(this.#book)];
    const revalued = new Map<string, Revaluation>();
    for (const [group, holding] of this.#holdings.groups) {
      const was = this.#usd.usd(this.#quote, this.#holdings.profit(holding, before));
      const is = usd.usd(this.#quote, this.#holdings.profit(holding, after));
      const funding = this.#usd.usd(this.#quote, this.#holdings.funding(holding, before, after));
      revalued.set(group, { funding, price: is - was - funding });
    }
    this.#marks = after;
    this.#usd = usd;
    return revalued;
  }

  /** What the block's events moved between groups. */
  flows(events: readonly SeenPerpEvent[]): Flow[] {
    const symbols = Object.keys(this.#context.world.scenario.assets);
    const usdOf: UsdOf = (symbol, amount) => this.#usd.usd(symbols.indexOf(symbol), amount);
    return events.flatMap((seen) => {
      const flows = this.#flows.of(seen, this.#marks, usdOf);
      const parties = flows.flatMap(({ from, to }) => [from ?? "", to ?? ""]);
      for (const group of parties) this.#counts.set(group, (this.#counts.get(group) ?? 0n) + 1n);
      return flows;
    });
  }

  /** USD [wad] by which the exchange may have rounded against or for a group: some smallest units a flow. */
  rounding(group: string): bigint {
    return this.#usd.usd(this.#quote, UNITS_PER_FLOW * (this.#counts.get(group) ?? 0n));
  }

  /** Takes the book as it was read again. */
  close(before: Iterable<PerpAccount>): void {
    this.#holdings.close(before);
  }
}
