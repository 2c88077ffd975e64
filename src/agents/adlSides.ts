import { adlPlan } from "../model/perps/adlPlan.ts";
import { abs } from "../units.ts";
import type { PerpAccount } from "../venues/perpAccount.ts";
import type { PerpBook } from "../venues/perpBook.ts";
import type { PerpMarket } from "../venues/perpMarket.ts";
import type { SideShape } from "./adlGas.ts";
import { PerpRehearsal } from "./perpRehearsal.ts";

/** A side of a market that is to be deleveraged. */
export interface AdlSide {
  market: PerpMarket;
  longs: boolean;
}

/**
 * Sides for which there is reason for a round now: what the engine lacks first, where it loses most; then sides whose
 * profit is above their trigger.
 */
export function sidesInNeed(book: PerpBook): AdlSide[] {
  const rehearsal = new PerpRehearsal(book);
  const found = book.markets.flatMap((market) => {
    if (market.terms.adl.policy === "none" || market.state.status === "paused") return [];
    return [true, false].flatMap((longs) => {
      let loss = 0n;
      const refusal = rehearsal.refusalOf((state) => {
        if (!adlPlan(state, market.id, longs).againstPool) loss = abs(book.profitOf(book.engine, market.id));
        return state;
      });
      return refusal === undefined ? [{ market, longs, loss }] : [];
    });
  });
  return found.sort((a, b) => (a.loss > b.loss ? -1 : a.loss < b.loss ? 1 : 0));
}

/** Accounts that hold a side, the engine left out. */
export function holdersOf(book: PerpBook, { market, longs }: AdlSide): PerpAccount[] {
  return book.accounts.filter(({ positions }) => {
    const position = positions.get(market.id);
    return position !== undefined && position.size > 0n === longs;
  });
}

/** How much there is to read of a side: its accounts, each as large as the largest. */
export function shapeOf(holders: readonly PerpAccount[]): SideShape {
  const most = (of: (account: PerpAccount) => number) => holders.reduce((max, each) => Math.max(max, of(each)), 0);
  return {
    accounts: holders.length,
    positions: most(({ positions }) => positions.size),
    tokens: most(({ collateral }) => collateral.size),
  };
}
