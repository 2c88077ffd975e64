import { collateralValue } from "./collateralValue.ts";
import { accountOf, type ListedCollateral, type PerpExchangeState } from "./exchangeState.ts";
import { type AccountMargin, margin, type ValuedPosition } from "./margin.ts";
import { type MarketNow, marketNow } from "./marketNow.ts";
import { type PositionMargin, positionMargin } from "./positionMargin.ts";
import { positionProfit } from "./positionProfit.ts";
import { require_ } from "./refusal.ts";
import { quoteValueUp } from "./rounding.ts";

/** What a position of `size` binds in a market now. */
export function boundBy(exchange: PerpExchangeState, now: MarketNow, size: bigint): PositionMargin {
  const { long, short, index } = now.state;
  const larger = long.size > short.size ? long.size : short.size;
  const openInterest = quoteValueUp(larger, index, exchange.quoteUnit);
  return positionMargin(now.terms, size, { mark: now.mark, openInterest, quoteUnit: exchange.quoteUnit });
}

/** An account's positions at mark with funding, by rising market id. */
export function valuedPositions(exchange: PerpExchangeState, name: string): ReadonlyMap<number, ValuedPosition> {
  const valued = new Map<number, ValuedPosition>();
  for (const [id, position] of [...accountOf(exchange, name).positions].sort(([a], [b]) => a - b)) {
    const now = marketNow(exchange, id);
    valued.set(id, {
      profit: positionProfit(position, now.mark, now.state.fundingIndex, exchange.quoteUnit),
      bound: boundBy(exchange, now, position.size),
      liquidation: now.terms.liquidation,
    });
  }
  return valued;
}

/** What an account's tokens count for, haircuts taken. [quote] */
export function collateralOf(exchange: PerpExchangeState, name: string): bigint {
  let value = 0n;
  for (const [token, amount] of accountOf(exchange, name).collateral) {
    const { terms, price } = exchange.collaterals.get(token) as ListedCollateral;
    value += collateralValue(terms, amount, price, exchange.quoteUnit);
  }
  return value;
}

/** An account's margin at the exchange's time. */
export function measureAccount(exchange: PerpExchangeState, name: string): AccountMargin {
  const { settled } = accountOf(exchange, name);
  return margin(settled, collateralOf(exchange, name), [...valuedPositions(exchange, name).values()]);
}

/** The same for an order or a withdrawal: a position in a paused market refuses both, as its price says nothing. */
export function measureForOrder(exchange: PerpExchangeState, name: string): AccountMargin {
  const paused = [...accountOf(exchange, name).positions.keys()].some(
    (id) => exchange.markets[id]?.state.status === "paused",
  );
  require_(!paused, "MarketPaused");
  return measureAccount(exchange, name);
}
