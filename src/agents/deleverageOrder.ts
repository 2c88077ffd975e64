import { mulDivUp } from "../model/mulDiv.ts";
import { adlCandidates } from "../model/perps/adlCandidates.ts";
import { type AdlPlan, adlPlan } from "../model/perps/adlPlan.ts";
import { type AdlClosing, adlQueue } from "../model/perps/adlRound.ts";
import { type AdlCandidate, isProRata } from "../model/perps/adlScore.ts";
import { engineSettled } from "../model/perps/enginePosition.ts";
import type { ListedMarket, PerpExchangeState } from "../model/perps/exchangeState.ts";
import { abs } from "../units.ts";

/** Whom a round takes, first to last, and whether it goes through the side at all. */
export interface RoundOrder {
  order: string[];
  scans: boolean;
}

/**
 * The accounts that a round started now would take, from the first on: the shortest beginning of the ranking that gives
 * all that is wanted, and no more than `most` of them. Pro rata takes everyone, so it names nobody, and a round that
 * wants nothing of counterparties looks at none. Throws what the exchange refuses with where there is no reason for one.
 */
export function deleverageOrder(exchange: PerpExchangeState, id: number, longs: boolean, most: number): RoundOrder {
  const { terms, seed } = exchange.markets[id] as ListedMarket;
  const now = engineSettled(exchange, id);
  const plan = adlPlan(now, id, longs);
  const scans = plan.target > 0n;
  if (isProRata(terms.adl.policy) || !scans) return { order: [], scans };
  const candidates = new Map(adlCandidates(now, id, longs).map((each) => [each.account, each]));
  const { target, gap } = plan;
  const demand = { target, gap, seed, quoteUnit: now.quoteUnit };
  const order: string[] = [];
  let left = target;
  for (const closing of adlQueue(terms.adl.policy, [...candidates.values()], demand)) {
    if (left <= 0n || order.length >= most) break;
    order.push(closing.account);
    left -= givenBy(plan, closing, candidates.get(closing.account) as AdlCandidate);
  }
  return { order, scans };
}

/** What an account gives of the target: size, or profit where the round is against the pool. */
function givenBy({ againstPool }: AdlPlan, { size }: AdlClosing, { profit, size: held }: AdlCandidate): bigint {
  return againstPool ? mulDivUp(profit, size, abs(held)) : size;
}
