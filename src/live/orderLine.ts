import { priceText } from "../trace/format.ts";
import { formatDecimal } from "../units.ts";
import { skewPremiumOf } from "./orderPreview.ts";
import { type PerpPositionRow, perpPositionRow } from "./perpPositionRow.ts";
import { perpsOf } from "./perpsOf.ts";
import { quoteUsd } from "./quoteUsd.ts";
import type { FilledOrder } from "./sendOrder.ts";
import type { Session } from "./session.ts";

/** An order that was filled, and what the account has after it; decimals as strings, sizes in whole base units. */
export interface OrderLine {
  market: string;
  account: string;
  sizeDelta: string;
  index: string;
  fillPrice: string;
  /** Fill price ÷ index − 1: what the skew adds, a fraction. */
  skewPremium: string;
  notionalUsd: string;
  /** Margin deposited before the order, and the account's equity before that. */
  depositUsd: string;
  equityBeforeUsd: string;
  feeUsd: string;
  /** Realised by what was closed at the fill price, and funding settled with it. */
  pnlUsd: string;
  fundingUsd: string;
  /** Profit that the pool could not pay. */
  unpaidUsd: string;
  /** Fraction of notional a day that longs pay from now on. */
  fundingRate: string;
  /** Blocks between commitment and settlement, and who settled at which reward; null where the market trades at once. */
  delay: { blocks: number; keeper: string; rewardUsd: string } | null;
  /** Taken out to the wallet afterwards. */
  withdrawnUsd: string;
  /** Margin that the account has in the quote token. */
  settledUsd: string;
  /** What is left in the market. */
  position: PerpPositionRow | null;
  transactions: string[];
  gasUsed: string;
}

/** Describes a filled order on the node as it stands now; `withdrawn` in quote. */
export async function orderLine(session: Session, order: FilledOrder, withdrawn = 0n): Promise<OrderLine> {
  const { market, sizeDelta, deposit } = order.plan;
  const book = await perpsOf(session);
  const account = book.known(session.world.deployment.roles.user);
  const usd = (amount: bigint) => quoteUsd(book, amount);
  const { delay } = order;
  return {
    market: market.name,
    account: account.account,
    sizeDelta: formatDecimal(sizeDelta, 18),
    index: priceText(order.index),
    fillPrice: priceText(order.fillPrice),
    skewPremium: formatDecimal(skewPremiumOf(order), 18, PREMIUM_DIGITS),
    notionalUsd: usd(order.notional),
    depositUsd: usd(deposit),
    equityBeforeUsd: usd(order.plan.equity),
    feeUsd: usd(order.fee),
    pnlUsd: usd(order.pnl),
    fundingUsd: usd(order.funding),
    unpaidUsd: usd(order.unpaid),
    fundingRate: formatDecimal(book.now[market.id]?.state.fundingRate ?? 0n, 18),
    delay: delay === null ? null : { blocks: delay.blocks, keeper: delay.keeper, rewardUsd: usd(delay.reward) },
    withdrawnUsd: usd(withdrawn),
    settledUsd: usd(account.settled),
    position: account.positions.has(market.id) ? perpPositionRow(book, account, market) : null,
    transactions: order.transactions,
    gasUsed: order.gasUsed.toString(),
  };
}

const PREMIUM_DIGITS = 8;
