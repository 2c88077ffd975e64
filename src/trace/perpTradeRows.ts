import { perpErrorName } from "../world/perpErrors.ts";

import { priceText } from "./format.ts";
import type { PerpEventOf } from "./perpEvent.ts";
import { commonOf, marketName, type PerpFacts, PerpText, senderOf } from "./perpFacts.ts";

/** An order that was filled. */
export function writePerpTrade(facts: PerpFacts, event: PerpEventOf<"Traded">): void {
  const { context, book, overlay } = facts;
  const text = new PerpText(book.quoteUnit);
  context.write({
    kind: "perpTrade",
    ...commonOf(facts),
    market: marketName(book, event.market) ?? "",
    account: event.account,
    group: overlay.at(event.account).group,
    ...senderOf(facts),
    sizeDelta: text.exact(event.sizeDelta),
    size: text.exact(event.size),
    fillPrice: priceText(event.fillPrice),
    notionalUsd: text.notional(event.sizeDelta, event.fillPrice),
    pnlUsd: text.money(event.pnl),
    feeUsd: text.money(event.fee),
    poolFeeUsd: text.money(event.poolFee),
  });
}

/** An order that was committed and dropped. */
export function writePerpDropped(facts: PerpFacts, event: PerpEventOf<"OrderDropped">): void {
  const { context, book, overlay } = facts;
  context.write({
    kind: "perpDropped",
    ...commonOf(facts),
    market: marketName(book, event.market) ?? "",
    account: event.account,
    group: overlay.at(event.account).group,
    keeper: event.keeper,
    rewardUsd: new PerpText(book.quoteUnit).money(event.reward),
    reason: perpErrorName(event.reason),
  });
}
