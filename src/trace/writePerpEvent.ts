import type { AdlRows } from "./adlRows.ts";
import type { PerpEvent } from "./perpEvent.ts";
import type { PerpFacts } from "./perpFacts.ts";
import { writeDisposed, writeFlag, writeLiquidated, writeTakenOver, writeWrittenOff } from "./perpSaleRows.ts";
import { writePerpDropped, writePerpTrade } from "./perpTradeRows.ts";
import { writeLossBorne } from "./waterfallRows.ts";

/** Writes the row of an event of the exchange, if it has one; before the overlays take the event. */
export function writePerpEvent(facts: PerpFacts, adl: AdlRows, event: PerpEvent): void {
  switch (event.name) {
    case "Traded":
      return writePerpTrade(facts, event);
    case "OrderDropped":
      return writePerpDropped(facts, event);
    case "Flagged":
      return writeFlag(facts, event);
    case "Liquidated":
      return writeLiquidated(facts, event);
    case "TakenOver":
      return adl.tookOver(facts, writeTakenOver(facts, event));
    case "WrittenOff":
      return writeWrittenOff(facts, event);
    case "Disposed":
      return writeDisposed(facts, event);
    case "LossBorne":
      return writeLossBorne(facts, event);
    case "Deleveraged":
      return adl.deleveraged(facts, event);
    case "RoundEnded":
      return adl.ended(facts, event);
  }
}
