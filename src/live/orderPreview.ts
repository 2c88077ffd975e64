import { feeCharged, realised } from "../model/perps/books.ts";
import { type ListedMarket, positionOf, withPosition } from "../model/perps/exchangeState.ts";
import { touched } from "../model/perps/marketNow.ts";
import { measureAccount } from "../model/perps/measureAccount.ts";
import { orderOutcome } from "../model/perps/orderOutcome.ts";
import { payoutShare } from "../model/perps/poolEquity.ts";
import { quoteValueUp } from "../model/perps/rounding.ts";
import { abs, WAD } from "../units.ts";
import type { PerpBook } from "../venues/perpBook.ts";
import type { PerpMarket } from "../venues/perpMarket.ts";

/** What an order would do now if nothing refused it; money in quote, prices and sizes in wad. */
export interface OrderPreview {
  index: bigint;
  fillPrice: bigint;
  /** |size| · fill price. */
  notional: bigint;
  fee: bigint;
  /** What the account's margin would be with nothing more deposited, and what it must be. */
  equity: bigint;
  /** Needed where the position grows: the larger of initial and maintenance margin. */
  required: bigint;
  maintenance: bigint;
  /** Notional of all positions at mark. */
  exposure: bigint;
  /** The side that the position ends on, afterwards: size, and value at the index. */
  sideSize: bigint;
  sideValue: bigint;
}

/** Computes an order of `sizeDelta` [wad base] by `account` with the model's arithmetic, as the exchange will. */
export function orderPreview(
  book: PerpBook,
  { account, market, sizeDelta }: { account: string; market: PerpMarket; sizeDelta: bigint },
): OrderPreview {
  const { quoteUnit } = book;
  const exchange = touched(book.state, market.id);
  const { state } = exchange.markets[market.id] as ListedMarket;
  const before = positionOf(exchange, account, market.id);
  const outcome = orderOutcome(state, market.terms, exchange.pool, before, sizeDelta, quoteUnit);

  const moved = withPosition(exchange, account, market.id, outcome.position);
  const funded = realised(moved, account, outcome.funding);
  const settled = realised(funded, account, outcome.pnl, payoutShare(exchange));
  const after = feeCharged(settled, account, outcome.fee.total);
  const { equity, initial, maintenance, notional } = measureAccount(after, account);
  const side = outcome.position.size > 0n ? outcome.sides.long : outcome.sides.short;
  return {
    index: state.index,
    fillPrice: outcome.fillPrice,
    notional: quoteValueUp(abs(sizeDelta), outcome.fillPrice, quoteUnit),
    fee: outcome.fee.total,
    equity,
    required: initial > maintenance ? initial : maintenance,
    maintenance,
    exposure: notional,
    sideSize: side.size,
    sideValue: quoteValueUp(side.size, state.index, quoteUnit),
  };
}

/** Fill price ÷ index − 1, [wad]: what the skew adds. */
export function skewPremiumOf({ fillPrice, index }: { fillPrice: bigint; index: bigint }): bigint {
  return index === 0n ? 0n : ((fillPrice - index) * WAD) / index;
}
