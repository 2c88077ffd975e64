import type { PerpBook } from "../venues/perpBook.ts";
import type { Valuation } from "../venues/perpMargin.ts";

/** The exchange's markets as they stand at a second, in seconds, with such prices, USD [wad] by asset. */
export function perpMoment(book: PerpBook, time: number, prices: ReadonlyMap<string, bigint>): Valuation {
  const { quoteUnit, markets, venue } = book;
  const now = markets.map((market) => market.at(BigInt(time), prices.get(market.asset) ?? market.state.index));
  return { quoteUnit, markets, venue, prices, now };
}
