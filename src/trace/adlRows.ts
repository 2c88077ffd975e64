import { WAD } from "../units.ts";
import { perpMargin, perpProfit } from "../venues/perpMargin.ts";
import type { PerpMarket } from "../venues/perpMarket.ts";
import { leverageText, priceText } from "./format.ts";
import type { PerpEventOf } from "./perpEvent.ts";
import { commonOf, type PerpFacts, PerpText } from "./perpFacts.ts";
import type { AdlRoundRow } from "./perpLiquidationRow.ts";

/** What a round has done so far; it may take several transactions of one block. */
interface Round {
  against: AdlRoundRow["against"];
  /** [quote] */
  deficit: bigint;
  taken: bigint;
  accounts: Set<string>;
}

/** Rows of deleveraging, round by round. */
export class AdlRows {
  readonly #rounds = new Map<bigint, Round>();
  /** Whether this block has found the engine without equity. */
  #hasLacked = false;
  /** Largest round among the takeovers since the engine was last found with equity at the beginning of a transaction. */
  #takeovers = 0;
  #receipt: PerpFacts["receipt"] | undefined;

  /** The engine took a position over, by a sale of such a round. */
  tookOver(facts: PerpFacts, round: number): void {
    this.#takeovers = Math.max(round, this.#takenSince(facts));
  }

  /** A counterparty was closed. Before the overlays take the event. */
  deleveraged(facts: PerpFacts, event: PerpEventOf<"Deleveraged">): void {
    const { context, book, overlay, moment, rounds, place } = facts;
    const cascade = 1 + this.#takenSince(facts);
    rounds.force(place, cascade);
    if (context.venues.vaults?.at(event.account) !== undefined) rounds.takeHedge(event.account, cascade);
    const round = this.#roundOf(facts, event.market);
    round.taken += event.taken;
    round.accounts.add(event.account);
    const { name, terms } = book.markets[Number(event.market)] as PerpMarket;
    const text = new PerpText(book.quoteUnit);
    const before = overlay.opened.get(event.account) ?? overlay.at(event.account);
    const profit = [...before.positions.keys()].reduce((sum, id) => sum + perpProfit(moment, before, id), 0n);
    const { notional } = perpMargin(moment, before);
    context.write({
      kind: "adl",
      ...commonOf(facts),
      venue: "perps",
      market: name,
      policy: terms.adl.policy,
      account: event.account,
      group: before.group,
      rank: round.accounts.size,
      score: text.exact(event.score),
      size: text.exact(-event.sizeDelta),
      price: priceText(event.price),
      notionalUsd: text.notional(event.sizeDelta, event.price),
      takenUsd: text.money(event.taken),
      positionProfitUsd: text.money(event.profit),
      accountEquityUsd: text.money(event.equity),
      accountInProfit: profit > 0n,
      haircut: text.exact(event.profit === 0n ? 0n : (event.taken * WAD) / event.profit),
      leverage: leverageText(notional, notional - event.equity),
      round: cascade,
    });
  }

  /** A round is over. */
  ended(facts: PerpFacts, event: PerpEventOf<"RoundEnded">): void {
    const { context, book } = facts;
    const { name, terms } = book.markets[Number(event.market)] as PerpMarket;
    const round = this.#roundOf(facts, event.market);
    this.#rounds.delete(event.market);
    const text = new PerpText(book.quoteUnit);
    context.write({
      kind: "adlRound",
      ...commonOf(facts),
      market: name,
      policy: terms.adl.policy,
      side: event.longs ? "long" : "short",
      against: round.against,
      target: text.exact(event.target),
      closed: text.exact(event.closed),
      passed: text.exact(event.passed),
      accounts: round.accounts.size,
      takenUsd: text.money(round.taken),
      deficitUsd: text.money(round.deficit),
    });
  }

  /** Rounds do not outlive their block. */
  close(): void {
    this.#rounds.clear();
    this.#hasLacked = false;
  }

  #takenSince({ receipt, engine, moment }: PerpFacts): number {
    if (receipt !== this.#receipt && engine.opened(0, moment).equity >= 0n) this.#takeovers = 0;
    this.#receipt = receipt;
    return this.#takeovers;
  }

  #roundOf({ book, engine, moment }: PerpFacts, market: bigint): Round {
    const known = this.#rounds.get(market);
    if (known !== undefined) return known;
    const { terms } = book.markets[Number(market)] as PerpMarket;
    const { equity, profit } = engine.opened(Number(market), moment);
    if (equity < 0n) this.#hasLacked = true;
    // By account, closing one position of an engine that went under spares no other.
    const isDue = equity < 0n || (terms.adl.scope === "account" && this.#hasLacked);
    const isEngines = isDue && profit < 0n;
    const round: Round = {
      against: isEngines ? "engine" : "pool",
      deficit: isEngines && equity < 0n ? -equity : 0n,
      taken: 0n,
      accounts: new Set(),
    };
    this.#rounds.set(market, round);
    return round;
  }
}
