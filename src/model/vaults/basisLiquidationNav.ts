import { type Hop, quoteExactIn } from "../path.ts";
import type { PerpExchangeState } from "../perps/exchangeState.ts";
import { fillPrice } from "../perps/fillPrice.ts";
import { marketNow } from "../perps/marketNow.ts";
import { orderFee } from "../perps/orderFee.ts";
import { quoteValueUp } from "../perps/rounding.ts";
import { type BasisPrices, notionalUp } from "./basisMath.ts";
import { above, type BasisPosition, shortOf } from "./basisPosition.ts";

/**
 * What would be left if all spot were sold on the AMM now and the short closed at its fill price, fee taken, never
 * below zero. `path` from the spot token to the asset. [asset]
 */
export function basisLiquidationNav(
  prices: BasisPrices,
  position: BasisPosition,
  path: readonly Hop[],
  exchange: PerpExchangeState,
  market: number,
): bigint {
  const proceeds = position.spot === 0n ? 0n : quoteExactIn(path, position.spot).amountOut;
  const equity = position.equity - closingCost(prices, shortOf(position), exchange, market);
  return above(position.idle + position.parked + proceeds + equity, 0n);
}

/** What buying `size` costs above what it is worth at mark, and its fee; negative where the fill is better. [asset] */
function closingCost(prices: BasisPrices, size: bigint, exchange: PerpExchangeState, market: number): bigint {
  if (size === 0n) return 0n;
  const { state, terms } = marketNow(exchange, market);
  const skew = state.long.size - state.short.size;
  const fill = fillPrice({ index: state.index, skew, skewScale: terms.trading.skewScale }, size);
  const fee = orderFee(terms.trading, skew, size, fill, exchange.quoteUnit);
  return quoteValueUp(size, fill, exchange.quoteUnit) + fee.total - notionalUp(prices, size);
}
