import { dispose } from "../model/perps/dispose.ts";
import { engineEquity } from "../model/perps/engineEquity.ts";
import { accountOf, ENGINE } from "../model/perps/exchangeState.ts";
import { abs } from "../units.ts";
import type { PerpBook } from "../venues/perpBook.ts";
import type { PerpMarket } from "../venues/perpMarket.ts";
import type { PerpPlan } from "./perpCallPlan.ts";
import type { PerpRehearsal } from "./perpRehearsal.ts";

/** Most of a position that is closed in this block [wad base], and whether somebody deleverages. */
export interface DisposalTerms {
  mostOf(market: number, size: bigint): bigint;
  deleverages: boolean;
}

/**
 * Closes what the engine holds, what it took over in this block included, as far as window and insurance fund allow.
 * Where an engine without equity came into the block with a loss, and deleveraging takes whole positions, it is left to
 * that.
 */
export function planDisposals(rehearsal: PerpRehearsal, book: PerpBook, terms: DisposalTerms): PerpPlan {
  const plan: PerpPlan = { calls: [], waits: false };
  const lacks = terms.deleverages && engineEquity(book.state) < 0n;
  const { positions } = accountOf(rehearsal.state, ENGINE);
  for (const [id, { size }] of positions) {
    const market = book.markets[id] as PerpMarket;
    const { policy, scope } = market.terms.adl;
    const isTaken = lacks && policy !== "none" && scope !== "deficit" && book.profitOf(book.engine, id) < 0n;
    if (isTaken) continue;
    const most = terms.mostOf(id, abs(size));
    const refusal = rehearsal.refusalOf((state) => dispose(state, id, most));
    if (refusal === "WindowExhausted") plan.waits = true;
    if (refusal !== undefined) continue;
    plan.calls.push({
      action: "dispose",
      args: [id, most],
      subject: market.name,
      positions: positions.size,
      state: size,
    });
  }
  return plan;
}
