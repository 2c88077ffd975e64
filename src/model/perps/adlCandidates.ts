import { abs } from "../../units.ts";
import type { AdlCandidate } from "./adlScore.ts";
import { accountOf, ENGINE, type PerpExchangeState } from "./exchangeState.ts";
import { measureAccount, valuedPositions } from "./measureAccount.ts";

/** Everyone on a side of a market whose position is in profit, and whose account has equity; the engine left out. */
export function adlCandidates(exchange: PerpExchangeState, id: number, longs: boolean): AdlCandidate[] {
  const candidates: AdlCandidate[] = [];
  for (const account of exchange.accounts.keys()) {
    const candidate = account === ENGINE ? undefined : adlCandidate(exchange, id, account);
    if (candidate !== undefined && candidate.size > 0n === longs) candidates.push(candidate);
  }
  return candidates;
}

/** An account as deleveraging of one market sees it; undefined where it may not be taken at any price. */
export function adlCandidate(exchange: PerpExchangeState, id: number, account: string): AdlCandidate | undefined {
  const { settled, positions } = accountOf(exchange, account);
  const position = positions.get(id);
  const valued = valuedPositions(exchange, account);
  const own = valued.get(id);
  const { equity, maintenance, reward } = measureAccount(exchange, account);
  if (position === undefined || own === undefined || own.profit <= 0n || equity <= 0n) return undefined;
  return {
    account,
    size: position.size,
    cost: abs(position.cost),
    notional: own.bound.notional,
    profit: own.profit,
    settled,
    equity,
    maintenance: maintenance - reward,
    maintenanceOfOthers: maintenance - reward - own.bound.maintenance,
  };
}
