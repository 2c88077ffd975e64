import { mulDivUp } from "../model/mulDiv.ts";
import type { PerpAccountState } from "../model/perps/accountState.ts";
import { adlCandidate } from "../model/perps/adlCandidates.ts";
import { type AdlPlan, adlPlan } from "../model/perps/adlPlan.ts";
import { type AdlClosing, adlQueue } from "../model/perps/adlRound.ts";
import { type AdlCandidate, isProRata } from "../model/perps/adlScore.ts";
import { deleverage } from "../model/perps/deleverage.ts";
import { engineEquity } from "../model/perps/engineEquity.ts";
import { engineReleased } from "../model/perps/enginePosition.ts";
import { accountOf, type PerpExchangeState } from "../model/perps/exchangeState.ts";
import { require_ } from "../model/perps/refusal.ts";
import { abs } from "../units.ts";
import type { PerpAccount } from "../venues/perpAccount.ts";
import type { PerpBook } from "../venues/perpBook.ts";
import { adlCandidates } from "../venues/perpRanking.ts";
import type { AdlSide } from "./adlSides.ts";
import type { PerpRehearsal } from "./perpRehearsal.ts";

/** Whom a round takes, first to last, and whether it goes through the side at all. */
export interface RoundOrder {
  order: string[];
  scans: boolean;
}

/** The rounds of one side within a block, each ranked on what the rounds before it leave. */
export class AdlRounds {
  readonly #book: PerpBook;
  readonly #side: AdlSide;
  readonly #rehearsal: PerpRehearsal;
  readonly #candidates: Map<string, AdlCandidate>;
  /** Accounts as earlier rounds left them. */
  readonly #changed = new Map<string, PerpAccountState>();
  #isOver = false;

  constructor(book: PerpBook, side: AdlSide, rehearsal: PerpRehearsal) {
    this.#book = book;
    this.#side = side;
    this.#rehearsal = rehearsal;
    const candidates = adlCandidates(book, side.market.id, side.longs);
    this.#candidates = new Map(candidates.map((each) => [each.account, each]));
  }

  /** The next round, with no more than `most` accounts in its order; undefined where there is no reason for one. */
  next(most: number): RoundOrder | undefined {
    const { market, longs } = this.#side;
    let round: RoundOrder = { order: [], scans: false };
    if (this.#isOver) return undefined;
    const refusal = this.#rehearsal.refusalOf((state) => {
      const plan = adlPlan(state, market.id, longs);
      const takesAll = isProRata(market.terms.adl.policy) || plan.target === 0n;
      round = { order: takesAll ? [] : this.#begin(plan, most), scans: plan.target > 0n };
      this.#isOver ||= takesAll;
      return takesAll ? settled(state, market.id, plan) : this.#rehearse(round.order);
    });
    return refusal === undefined ? round : undefined;
  }

  /** The shortest beginning of the ranking that gives all that is wanted. */
  #begin(plan: AdlPlan, most: number): string[] {
    const { terms, seed } = this.#side.market;
    const demand = { ...plan, seed, quoteUnit: this.#book.quoteUnit };
    const queue = adlQueue(terms.adl.policy, [...this.#candidates.values()], demand);
    const order: string[] = [];
    let left = plan.target;
    for (const closing of queue) {
      if (left <= 0n || order.length >= most) break;
      order.push(closing.account);
      left -= this.#givenBy(plan, closing);
    }
    // One more than it takes lets the model see that somebody is left.
    const next = queue[order.length];
    const seen = next === undefined ? order : [...order, next.account];
    this.#rehearsal.focus(seen.map((name) => [name, this.#changed.get(name) ?? this.#accountOf(name)]));
    this.#isOver = left <= 0n || order.length === queue.length;
    require_(!plan.againstPool || order.length > 0, "NotDeleverageable");
    return order;
  }

  /** What an account gives of the target: size, or profit where the round is against the pool. */
  #givenBy({ againstPool }: AdlPlan, { account, size }: AdlClosing): bigint {
    const { profit, size: held } = this.#candidates.get(account) as AdlCandidate;
    return againstPool ? mulDivUp(profit, size, abs(held)) : size;
  }

  #rehearse(order: readonly string[]): PerpExchangeState {
    const { market, longs } = this.#side;
    const after = deleverage(this.#rehearsal.state, market.id, longs, order);
    for (const name of order) {
      this.#changed.set(name, accountOf(after, name));
      const candidate = adlCandidate(after, market.id, name);
      if (candidate === undefined) this.#candidates.delete(name);
      else this.#candidates.set(name, candidate);
    }
    return after;
  }

  #accountOf(name: string): PerpAccount {
    return this.#book.accountOf(name) as PerpAccount;
  }
}

/** Pro rata takes everyone at once, and where nothing is wanted of counterparties the pool takes all. */
function settled(state: PerpExchangeState, market: number, { againstPool, base }: AdlPlan): PerpExchangeState {
  if (againstPool) return state;
  const lackingBlock = engineEquity(state) < 0n ? state.block : state.lackingBlock;
  return { ...engineReleased(state, market, base).exchange, lackingBlock };
}
