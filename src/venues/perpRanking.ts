import { type AdlClosing, adlQueue } from "../model/perps/adlRound.ts";
import type { AdlCandidate } from "../model/perps/adlScore.ts";
import { abs } from "../units.ts";
import type { PerpBook } from "./perpBook.ts";
import { boundBy } from "./perpMargin.ts";
import type { MarketNow, PerpMarket } from "./perpMarket.ts";

/** Accounts of one side whose position is in profit and that have equity, as deleveraging looks at them. */
export function adlCandidates(book: PerpBook, market: number, longs: boolean): AdlCandidate[] {
  const candidates: AdlCandidate[] = [];
  for (const account of book.accounts) {
    const position = account.positions.get(market);
    if (position === undefined || position.size > 0n !== longs) continue;
    const profit = book.profitOf(account, market);
    if (profit <= 0n) continue;
    const { equity, maintenance, reward } = book.marginOf(account);
    if (equity <= 0n) continue;
    const own = boundBy(book, market, position.size);
    candidates.push({
      account: account.account,
      size: position.size,
      cost: abs(position.cost),
      notional: own.notional,
      profit,
      settled: account.settled,
      equity,
      maintenance: maintenance - reward,
      maintenanceOfOthers: maintenance - reward - own.maintenance,
    });
  }
  return candidates;
}

/**
 * Whom deleveraging a side takes at `price` [wad], first to last by the market's policy, each with the most it can give
 * up. Scores are the contract's own.
 */
export function deleverageable(book: PerpBook, market: number, longs: boolean, price: bigint): AdlClosing[] {
  const { terms, seed } = book.markets[market] as PerpMarket;
  const { mark } = book.now[market] as MarketNow;
  const gap = longs ? mark - price : price - mark;
  const demand = { seed, quoteUnit: book.quoteUnit, target: 0n, gap: gap > 0n ? gap : 0n };
  return adlQueue(terms.adl.policy, adlCandidates(book, market, longs), demand);
}
