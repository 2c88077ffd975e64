import { perpMargin } from "../venues/perpMargin.ts";
import { priceText } from "./format.ts";
import type { PerpEventOf } from "./perpEvent.ts";
import { commonOf, marketName, type PerpFacts, PerpText, senderOf } from "./perpFacts.ts";
import type { PerpLiquidationRow } from "./perpLiquidationRow.ts";
import type { OracleState } from "./rounds.ts";
import { channelOf } from "./views.ts";
import { writeMargin } from "./waterfallRows.ts";

/** An account that was marked for liquidation. */
export function writeFlag(facts: PerpFacts, event: PerpEventOf<"Flagged">): void {
  const text = new PerpText(facts.book.quoteUnit);
  write(facts, event, {
    stage: "flag",
    rewardUsd: text.money(event.reward),
    equityUsd: text.money(event.equity),
    maintenanceUsd: text.money(event.maintenance),
  });
}

/** A part, or all, of a position that was closed against the pool. */
export function writeLiquidated(facts: PerpFacts, event: PerpEventOf<"Liquidated">): void {
  const text = new PerpText(facts.book.quoteUnit);
  writeMargin(facts, event.market, -event.pnl);
  write(facts, event, {
    stage: event.size === 0n ? "full" : "partial",
    market: marketName(facts.book, event.market),
    size: text.exact(-event.sizeDelta),
    price: priceText(event.price),
    bankruptcyPrice: priceText(event.bankruptcyPrice),
    notionalUsd: text.notional(event.sizeDelta, event.price),
    pnlUsd: text.money(event.pnl),
    penaltyUsd: text.money(event.penalty),
    rewardUsd: text.money(event.reward),
    ...saleOf(facts, event.account),
  });
}

/** A position that the engine took over; returns the round of it. */
export function writeTakenOver(facts: PerpFacts, event: PerpEventOf<"TakenOver">): number {
  const text = new PerpText(facts.book.quoteUnit);
  const sale = saleOf(facts, event.account);
  writeMargin(facts, event.market, -event.pnl);
  write(facts, event, {
    stage: "takeover",
    market: marketName(facts.book, event.market),
    size: text.exact(event.size),
    price: priceText(event.bankruptcyPrice),
    bankruptcyPrice: priceText(event.bankruptcyPrice),
    notionalUsd: text.notional(event.size, event.bankruptcyPrice),
    pnlUsd: text.money(event.pnl),
    ...sale,
  });
  return sale.round;
}

/** What an account without positions owed, borne by others. */
export function writeWrittenOff(facts: PerpFacts, event: PerpEventOf<"WrittenOff">): void {
  const text = new PerpText(facts.book.quoteUnit);
  write(facts, event, { stage: "write-off", equityUsd: text.money(-event.amount) });
}

/** What the engine closed of its own. */
export function writeDisposed(facts: PerpFacts, event: PerpEventOf<"Disposed">): void {
  if (event.sizeDelta === 0n) return;
  const { book, engine, moment, receipt } = facts;
  const text = new PerpText(book.quoteUnit);
  const parties = { account: book.venue.exchange, keeper: receipt.from };
  write(facts, parties, {
    stage: "disposal",
    market: marketName(book, event.market),
    size: text.exact(-event.sizeDelta),
    price: priceText(event.price),
    notionalUsd: text.notional(event.sizeDelta, event.price),
    pnlUsd: text.money(event.pnl),
    equityUsd: text.money(engine.equity(moment)),
  });
}

/** How an account that was closed stood before the transaction, and whether it stood so because of others. */
function saleOf(facts: PerpFacts, address: string) {
  const { context, overlay, rounds, place, moment, views, book } = facts;
  const before = overlay.opened.get(address) ?? overlay.at(address);
  const { equity, maintenance } = perpMargin(moment, before);
  const text = new PerpText(book.quoteUnit);
  const isBelow = ({ perps }: OracleState) => {
    const then = perpMargin(perps ?? moment, before);
    return then.equity < then.maintenance;
  };
  const sale = rounds.sale(place, isBelow, views.counterfactual);
  const channel = sale.direct ? null : channelOf(isBelow, views, "price");
  if (context.venues.vaults?.at(address) !== undefined) rounds.takeHedge(address, sale.round);
  return { equityUsd: text.money(equity), maintenanceUsd: text.money(maintenance), ...sale, channel };
}

function write(
  facts: PerpFacts,
  { account, keeper }: { account: string; keeper: string },
  fields: Partial<PerpLiquidationRow> & Pick<PerpLiquidationRow, "stage">,
): void {
  const { context, book, overlay, receipt } = facts;
  context.write({
    kind: "perpLiquidation",
    ...commonOf(facts),
    venue: "perps",
    account,
    group: account === book.venue.exchange ? "engine" : overlay.at(account).group,
    keeper,
    agent: senderOf(facts).agent,
    market: null,
    size: "0",
    price: null,
    bankruptcyPrice: null,
    notionalUsd: "0",
    pnlUsd: "0",
    penaltyUsd: "0",
    rewardUsd: "0",
    equityUsd: "0",
    maintenanceUsd: "0",
    gasUsed: receipt.gasUsed.toString(),
    direct: null,
    round: null,
    channel: null,
    ...fields,
  });
}
