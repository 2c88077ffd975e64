import type { PerpEventOf } from "./perpEvent.ts";
import { commonOf, marketName, type PerpFacts, PerpText } from "./perpFacts.ts";
import type { WaterfallRow } from "./perpRow.ts";

/** In the order of the exchange's `Bearer`. */
const STEPS: readonly WaterfallRow["step"][] = ["insurance", "adl", "pool", "uncovered"];

/** What one step bore of a loss. */
export function writeLossBorne(facts: PerpFacts, event: PerpEventOf<"LossBorne">): void {
  const step = STEPS[Number(event.bearer)];
  if (step === undefined) return;
  facts.context.write({
    kind: "waterfall",
    ...commonOf(facts),
    market: marketName(facts.book, event.market),
    step,
    amountUsd: new PerpText(facts.book.quoteUnit).money(event.amount),
  });
}

/** What an account lost out of its own margin when it was closed by force; nothing where it closed with a profit. */
export function writeMargin(facts: PerpFacts, market: bigint, loss: bigint): void {
  if (loss <= 0n) return;
  facts.context.write({
    kind: "waterfall",
    ...commonOf(facts),
    market: marketName(facts.book, market),
    step: "margin",
    amountUsd: new PerpText(facts.book.quoteUnit).money(loss),
  });
}
