import type { GuardRefusal } from "../venues/guardRefusal.ts";
import type { Position } from "../venues/lendingBook.ts";
import { type LiquidationQuote, quoteLiquidation, type Repays } from "../venues/liquidationQuote.ts";
import type { View } from "./agent.ts";
import { liquidationRefusal } from "./liquidationRefusal.ts";

/** A liquidation that could be done, or that would be but for a control; its quote then is the one without controls. */
export interface LiquidationCandidate {
  quote: LiquidationQuote;
  refusal: GuardRefusal | undefined;
  /** Whether it is less than it would be without controls. */
  isCut: boolean;
}

/** Undefined where the pool itself would refuse, and where nothing is owed that the liquidator `repays`. */
export function candidateOf(view: View, position: Position, repays?: Repays): LiquidationCandidate | undefined {
  const free = view.guards && quoteLiquidation(view.lending, position, undefined, "without controls", repays);
  const refusal = free && liquidationRefusal(view, free);
  const quote = refusal === undefined ? quoteLiquidation(view.lending, position, undefined, "in force", repays) : free;
  return quote && { quote, refusal, isCut: free !== undefined && quote.repaid < free.repaid };
}
