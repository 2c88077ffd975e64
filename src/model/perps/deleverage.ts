import { abs } from "../../units.ts";
import { mulDivUp } from "../mulDiv.ts";
import { adlCandidates } from "./adlCandidates.ts";
import { type AdlPlan, adlPlan, adlPrice } from "./adlPlan.ts";
import { type AdlClosing, adlQueue } from "./adlRound.ts";
import { type AdlCandidate, isProRata } from "./adlScore.ts";
import { engineEquity } from "./engineEquity.ts";
import { engineReleased, engineSettled } from "./enginePosition.ts";
import { ENGINE, type ListedMarket, type PerpExchangeState, positionOf } from "./exchangeState.ts";
import { closedPosition } from "./liquidate.ts";
import { touched } from "./marketNow.ts";
import { payoutShare } from "./poolEquity.ts";
import { require_ } from "./refusal.ts";
import { quoteValueUp } from "./rounding.ts";
import { engineBooked, leftToPool, told } from "./waterfall.ts";

/**
 * One round of deleveraging in one call. Queue policies take `order`, which must be the ranking or its beginning; pro
 * rata takes none. What counterparties do not bear of what the round settles passes to the pool.
 */
export function deleverage(
  exchange: PerpExchangeState,
  id: number,
  longs: boolean,
  order: readonly string[],
): PerpExchangeState {
  const { terms, seed } = exchange.markets[id] as ListedMarket;
  require_(exchange.markets[id]?.state.status !== "paused", "MarketPaused");
  const { policy } = terms.adl;
  require_(policy !== "none", "DeleveragingDisabled");
  require_(!isProRata(policy) || order.length === 0, "OrderNotAccepted");

  let now = engineSettled(touched(exchange, id), id);
  const plan = adlPlan(now, id, longs);
  if (terms.adl.scope === "account" && engineEquity(now) < 0n) now = { ...now, lackingBlock: now.block };
  const share = payoutShare(now);
  const candidates = adlCandidates(now, id, longs);
  const demand = { target: plan.target, gap: plan.gap, seed, quoteUnit: now.quoteUnit };
  const queue = adlQueue(policy, candidates, demand);
  if (!isProRata(policy) && plan.target > 0n) requireRanking(queue, order);
  const listed = isProRata(policy) ? queue : queue.slice(0, order.length);

  const of = (closing: AdlClosing) => candidates.find(({ account }) => account === closing.account) as AdlCandidate;
  const weight = listed.reduce((sum, each) => sum + (plan.againstPool ? of(each).profit : each.score), 0n);
  let [done, closed, taken] = [0n, 0n, 0n];
  for (const closing of plan.target > 0n ? listed : []) {
    const left = plan.target > done ? plan.target - done : 0n;
    const size = sizeTaken(plan, of(closing), closing, left, isProRata(policy) ? weight : null);
    if (size === 0n) continue;
    const candidate = of(closing);
    done += plan.againstPool ? mulDivUp(candidate.profit, size, abs(candidate.size)) : size;
    closed += size;
    taken += quoteValueUp(size, plan.gap, now.quoteUnit);
    now = closedPosition(now, closing.account, id, longs ? -size : size, plan.price, share);
  }
  if (plan.againstPool) return now;

  if (closed > 0n) {
    const released = engineReleased(now, id, closed);
    now =
      plan.gap === 0n
        ? engineBooked(released.exchange, id, released.pnl)
        : told(released.exchange, id, "deleveraged", taken);
  }
  const everyone =
    isProRata(policy) || plan.target === 0n ? isProRata(policy) || order.length === 0 : listed.length === queue.length;
  const settled = everyone || done === plan.target;
  const rest = settled ? plan.base - done : (done * (plan.base - plan.target)) / plan.target;
  const held = abs(positionOf(now, ENGINE, id).size);
  const passed = rest < held ? rest : held;
  if (passed === 0n) return now;
  const released = engineReleased(now, id, passed);
  return leftToPool(released.exchange, id, released.pnl < 0n ? -released.pnl : 0n);
}

/** The ranking that a round started now would ask for: accounts from the first to be taken. */
export function rankingNow(exchange: PerpExchangeState, id: number, longs: boolean): string[] {
  const { terms, seed } = exchange.markets[id] as ListedMarket;
  const now = engineSettled(touched(exchange, id), id);
  const { gap } = adlPrice(now, id, longs);
  const demand = { target: 0n, gap, seed, quoteUnit: now.quoteUnit };
  return adlQueue(terms.adl.policy, adlCandidates(now, id, longs), demand).map(({ account }) => account);
}

/** How much one counterparty closes of what is `left`; with a `weight`, its share of all. [wad base] */
function sizeTaken(
  { againstPool, target }: AdlPlan,
  candidate: AdlCandidate,
  { size: most, score }: AdlClosing,
  left: bigint,
  weight: bigint | null,
): bigint {
  const size = abs(candidate.size);
  let wanted = left;
  if (weight !== null) wanted = againstPool ? (size * target) / weight : (target * score) / weight;
  else if (againstPool) wanted = left >= candidate.profit ? most : mulDivUp(size, left, candidate.profit);
  if (weight !== null && !againstPool && wanted > left) wanted = left;
  return wanted < most ? wanted : most;
}

/** Refuses an order that is not the ranking's beginning, as the exchange finds it out. */
function requireRanking(queue: readonly AdlClosing[], order: readonly string[]): void {
  const places = order.map((account) => queue.findIndex((closing) => closing.account === account));
  for (const [i, place] of places.entries()) {
    require_(place !== -1, "NotDeleverageable");
    require_(i === 0 || place > (places[i - 1] as number), "WrongRanking");
  }
  const last = places[places.length - 1];
  require_((last === undefined ? queue.length : last + 1) === order.length, "RankingIncomplete");
}
