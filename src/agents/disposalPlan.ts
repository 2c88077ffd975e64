import { dispose } from "../model/perps/dispose.ts";
import { engineEquity } from "../model/perps/engineEquity.ts";
import { abs, WAD } from "../units.ts";
import type { PerpBook } from "../venues/perpBook.ts";
import type { PerpMarket } from "../venues/perpMarket.ts";
import type { PerpPlan } from "./perpCallPlan.ts";
import type { PerpRehearsal } from "./perpRehearsal.ts";

/** How much of each of the engine's positions is closed in a block, and whether somebody deleverages. */
export interface DisposalTerms {
  /** [wad] */
  share: bigint;
  deleverages: boolean;
}

/**
 * Closes what the engine holds, as far as window and insurance fund allow. What an engine without equity loses in is
 * left to whoever deleverages.
 */
export function planDisposals(rehearsal: PerpRehearsal, book: PerpBook, terms: DisposalTerms): PerpPlan {
  const plan: PerpPlan = { calls: [], waits: false };
  for (const [id, { size }] of book.engine.positions) {
    const market = book.markets[id] as PerpMarket;
    const isDue = terms.deleverages && market.terms.adl.policy !== "none" && engineEquity(rehearsal.state) < 0n;
    if (isDue) continue;
    const most = (abs(size) * terms.share + WAD - 1n) / WAD;
    const refusal = rehearsal.refusalOf((state) => dispose(state, id, most));
    if (refusal === "WindowExhausted") plan.waits = true;
    if (refusal !== undefined) continue;
    const positions = book.engine.positions.size;
    plan.calls.push({ action: "dispose", args: [id, most], subject: market.name, positions, state: size });
  }
  return plan;
}
