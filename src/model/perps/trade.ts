import { abs } from "../../units.ts";
import { feeCharged, realised } from "./books.ts";
import { accountOf, type ListedMarket, type PerpExchangeState, positionOf, withPosition } from "./exchangeState.ts";
import { touched } from "./marketNow.ts";
import { measureForOrder } from "./measureAccount.ts";
import { type OrderOutcome, orderOutcome } from "./orderOutcome.ts";
import { payoutShare } from "./poolEquity.ts";
import { require_ } from "./refusal.ts";
import { quoteValueUp } from "./rounding.ts";
import type { PerpTerms } from "./terms.ts";

/** An order: size in wad base, highest (buying) or lowest (selling) price in wad. */
export type PerpOrder = {
  readonly market: number;
  readonly sizeDelta: bigint;
  readonly acceptablePrice: bigint;
  readonly reduceOnly: boolean;
};

/** Fills an order at once, or refuses as the exchange does. Funding is settled in full, profit as far as it is paid. */
export function trade(exchange: PerpExchangeState, name: string, order: PerpOrder): PerpExchangeState {
  const { market: id, sizeDelta } = order;
  const { terms, state } = exchange.markets[id] as ListedMarket;
  const before = positionOf(exchange, name, id);
  require_(state.status !== "paused", "MarketPaused");
  require_(sizeDelta !== 0n, "AmountZero");
  const opposed = before.size !== 0n && before.size > 0n !== sizeDelta > 0n;
  const shrinks = opposed && abs(sizeDelta) <= abs(before.size);
  require_(shrinks || (!order.reduceOnly && state.status === "open"), "ReduceOnly");

  const now = touched(exchange, id);
  const margin = measureForOrder(now, name);
  require_(!accountOf(now, name).flagged && margin.equity >= margin.maintenance, "Liquidatable");
  const market = (now.markets[id] as ListedMarket).state;
  const outcome = orderOutcome(market, terms, now.pool, before, sizeDelta, now.quoteUnit);
  require_(outcome.fillPrice > 0n, "NoPrice");
  const { fillPrice } = outcome;
  const accepted = sizeDelta > 0n ? fillPrice <= order.acceptablePrice : fillPrice >= order.acceptablePrice;
  require_(accepted, "PriceBeyondAcceptable");
  const grown = !shrinks;
  if (grown) requireWithinCaps(terms, outcome, market.index, now.quoteUnit);

  const share = payoutShare(now);
  let after = withPosition(now, name, id, outcome.position);
  after = realised(after, name, outcome.funding);
  after = realised(after, name, outcome.pnl, share);
  after = feeCharged(after, name, outcome.fee.total);
  const { equity, initial, maintenance } = measureForOrder(after, name);
  require_(equity >= maintenance && (!grown || equity >= initial), "InsufficientMargin");
  return after;
}

function requireWithinCaps(terms: PerpTerms, { position, sides }: OrderOutcome, index: bigint, quoteUnit: bigint) {
  const { size } = position.size > 0n ? sides.long : sides.short;
  const { maxSize, maxValue } = terms.trading;
  require_(maxSize === 0n || size <= maxSize, "SizeCapExceeded");
  require_(maxValue === 0n || quoteValueUp(size, index, quoteUnit) <= maxValue, "ValueCapExceeded");
}
