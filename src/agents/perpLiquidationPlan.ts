import { mulDivUp } from "../model/mulDiv.ts";
import { accountOf, type PerpExchangeState, positionOf } from "../model/perps/exchangeState.ts";
import { flag } from "../model/perps/flag.ts";
import { liquidate } from "../model/perps/liquidate.ts";
import type { AccountMargin } from "../model/perps/margin.ts";
import { measureAccount } from "../model/perps/measureAccount.ts";
import type { PerpRefusal } from "../model/perps/refusal.ts";
import { takeOver } from "../model/perps/takeOver.ts";
import { abs, rescale, WAD } from "../units.ts";
import type { PerpAccount } from "../venues/perpAccount.ts";
import type { PerpBook } from "../venues/perpBook.ts";
import type { PerpMarket } from "../venues/perpMarket.ts";
import { gasCostUsd } from "./gasCost.ts";
import type { KeeperTerms } from "./keeperTerms.ts";
import type { PerpCallPlan, PerpPlan } from "./perpCallPlan.ts";
import { type PerpAction, perpGas } from "./perpCalls.ts";
import type { PerpRehearsal } from "./perpRehearsal.ts";

/** Refusals that end by themselves. */
const PASSING: readonly PerpRefusal[] = ["WindowExhausted", "CoolingDown"];

/**
 * What to do about accounts below maintenance, the one that lacks most for its size first: take over whoever is below
 * the backstop, close what stage and window allow of the others, largest position first, and flag whom nothing could
 * be closed of. The venue's own keeper lets go of a flagged account that is healthy again. Controls are asked about what
 * is liquidated alone: of takeovers, which are the engine's, the exchange reports nothing.
 */
export function planPerpLiquidations(
  rehearsal: PerpRehearsal,
  book: PerpBook,
  accounts: readonly PerpAccount[],
  terms: KeeperTerms,
): PerpPlan {
  const plan: PerpPlan = { calls: [], waits: false };
  const measured = accounts.map((account) => ({ account, margin: book.marginOf(account) })).sort(byShortage);
  for (const { account } of measured) {
    if (plan.calls.length >= terms.mostCalls) break;
    rehearsal.focus([[account.account, account]]);
    handle(account);
  }
  return plan;

  function handle(account: PerpAccount): void {
    const name = account.account;
    const before = measureAccount(rehearsal.state, name);
    const isOwn = terms.minimumProfitUsd === undefined;
    if (isOwn && account.flagged && before.equity >= before.maintenance) {
      attempt(account, "flag", [name], (state) => flag(state, name, terms.keeper));
      return;
    }
    const refusals = new Set<PerpRefusal>();
    let acted = takenOver(account, before);
    for (const market of acted ? [] : bySize(rehearsal.state, name)) {
      if (!isBelow(name)) break;
      const before = rehearsal.state;
      const refusal = attempt(account, "liquidate", [market, name], (s) => liquidate(s, name, market, terms.keeper));
      if (refusal === undefined) acted = isLet(before, name, market) || acted;
      else if (refusal !== "Unprofitable") refusals.add(refusal);
    }
    // A bad fill may have left nothing but a debt.
    if (acted && isBelow(name)) takenOver(account, measureAccount(rehearsal.state, name));
    if (PASSING.some((reason) => refusals.has(reason))) plan.waits = true;
    if (!acted && !account.flagged && refusals.size > 0)
      attempt(account, "flag", [name], (state) => flag(state, name, terms.keeper));
  }

  function takenOver(account: PerpAccount, { equity, backstop }: AccountMargin): boolean {
    if (equity >= 0n && equity >= backstop) return false;
    const name = account.account;
    return attempt(account, "takeOver", [name], (state) => takeOver(state, name)) === undefined;
  }

  /** Rehearses a call and plans it, unless it is refused or earns too little. */
  function attempt(
    account: PerpAccount,
    action: PerpAction,
    args: PerpCallPlan["args"],
    step: (state: PerpExchangeState) => PerpExchangeState,
  ): PerpRefusal | "Unprofitable" | undefined {
    const before = rehearsal.state;
    const refusal = rehearsal.refusalOf(step);
    if (refusal !== undefined) return refusal;
    const positions = account.positions.size;
    const earned = accountOf(rehearsal.state, terms.keeper).settled - accountOf(before, terms.keeper).settled;
    if (!isWorth(rescale(earned, decimalsOf(book.quoteUnit), 18), perpGas(action, positions))) {
      rehearsal.state = before;
      return "Unprofitable";
    }
    plan.calls.push({ action, args, subject: account.account, positions, state: account.positions });
    return undefined;
  }

  /** Whether controls let a liquidation that was just planned happen; where not, it is taken back and told. */
  function isLet(before: PerpExchangeState, name: string, id: number): boolean {
    const { name: symbol } = book.markets[id] as PerpMarket;
    const sizeIn = (state: PerpExchangeState) => abs(positionOf(state, name, id).size);
    const closed = sizeIn(before) - sizeIn(rehearsal.state);
    const volumeUsd = mulDivUp(closed, book.now[id]?.index ?? 0n, WAD);
    const refusal = terms.room.refusalOf("perps", symbol, volumeUsd);
    if (refusal === undefined) {
      terms.room.take("perps", symbol, volumeUsd);
      return true;
    }
    rehearsal.state = before;
    plan.calls.pop();
    terms.heldBack.add(refusal, { venue: "perps", action: "liquidate", account: name, volumeUsd });
    return false;
  }

  function isWorth(earnedUsd: bigint, gas: number): boolean {
    if (terms.minimumProfitUsd === undefined) return true;
    return earnedUsd >= gasCostUsd(terms.view, BigInt(gas)) + terms.minimumProfitUsd;
  }

  function isBelow(name: string): boolean {
    const { equity, maintenance } = measureAccount(rehearsal.state, name);
    return equity < maintenance || (accountOf(rehearsal.state, name).flagged && terms.minimumProfitUsd !== undefined);
  }
}

/** Markets of an account, the largest notional first. */
function bySize(state: PerpExchangeState, name: string): number[] {
  const worth = (id: number, size: bigint) => abs(size) * (state.markets[id]?.state.index ?? 0n);
  return [...accountOf(state, name).positions]
    .map(([id, { size }]) => ({ id, value: worth(id, size) }))
    .sort((a, b) => (a.value === b.value ? a.id - b.id : a.value > b.value ? -1 : 1))
    .map(({ id }) => id);
}

/** By equity ÷ maintenance, rising; without rounding. */
function byShortage(a: { margin: AccountMargin }, b: { margin: AccountMargin }): number {
  const [left, right] = [a.margin.equity * b.margin.maintenance, b.margin.equity * a.margin.maintenance];
  return left < right ? -1 : left > right ? 1 : 0;
}

function decimalsOf(unit: bigint): number {
  return unit.toString().length - 1;
}
