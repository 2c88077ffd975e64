import { collateralValue } from "../model/perps/collateralValue.ts";
import { type AccountMargin, margin } from "../model/perps/margin.ts";
import { type PositionMargin, positionMargin } from "../model/perps/positionMargin.ts";
import { positionProfit } from "../model/perps/positionProfit.ts";
import type { PerpAccount } from "./perpAccount.ts";
import type { PerpBook } from "./perpBook.ts";
import type { PerpCollateral } from "./perpCollateral.ts";
import type { MarketNow, PerpMarket } from "./perpMarket.ts";

/** What margins are computed from: the book itself, or its markets at another time and other prices. */
export type Valuation = Pick<PerpBook, "quoteUnit" | "markets" | "now" | "venue" | "prices">;

/** Equity and margins of an account at the book's time and prices, to the unit as the exchange computes them. */
export function perpMargin(book: Valuation, account: PerpAccount): AccountMargin {
  let collateral = 0n;
  for (const [symbol, amount] of account.collateral) collateral += collateralWorth(book, symbol, amount);
  const positions = [...account.positions].map(([id, position]) => {
    const { liquidation } = (book.markets[id] as PerpMarket).terms;
    return { profit: perpProfit(book, account, id), bound: boundBy(book, id, position.size), liquidation };
  });
  return margin(account.settled, collateral, positions);
}

/** What a position of `size` [wad base] binds in a market. */
export function boundBy(book: Valuation, market: number, size: bigint): PositionMargin {
  const { terms } = book.markets[market] as PerpMarket;
  const { mark, openInterest } = book.now[market] as MarketNow;
  return positionMargin(terms, size, { mark, openInterest, quoteUnit: book.quoteUnit });
}

/** Profit of one position at mark, with funding; zero without one. [quote] */
export function perpProfit(book: Valuation, account: PerpAccount, market: number): bigint {
  const position = account.positions.get(market);
  if (position === undefined) return 0n;
  const { mark, state } = book.now[market] as MarketNow;
  return positionProfit(position, mark, state.fundingIndex, book.quoteUnit);
}

/** What `amount` [token] of a collateral counts for in margin. [quote] */
export function collateralWorth(book: Valuation, symbol: string, amount: bigint): bigint {
  const { terms, price } = book.venue.collaterals.find((each) => each.symbol === symbol) as PerpCollateral;
  return collateralValue(terms, amount, book.prices.get(symbol) ?? price, book.quoteUnit);
}
