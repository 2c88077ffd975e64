import { abs, WAD } from "../../units.ts";
import { mulDivUp } from "../mulDiv.ts";
import { quoteValueUp } from "./rounding.ts";
import type { TradingTerms } from "./terms.ts";

/** The parts of an order that shrink and grow the skew (wad base, both positive), and their fees (quote). */
export type OrderFee = {
  readonly makerSize: bigint;
  readonly takerSize: bigint;
  readonly maker: bigint;
  readonly taker: bigint;
  readonly total: bigint;
};

/** The fee of an order that fills at `price` (wad) against a market of `skew`; each part's rounded up. */
export function orderFee(
  terms: TradingTerms,
  skew: bigint,
  sizeDelta: bigint,
  price: bigint,
  quoteUnit: bigint,
): OrderFee {
  const size = abs(sizeDelta);
  const shrinks = skew > 0n !== sizeDelta > 0n && skew !== 0n;
  const makerSize = !shrinks ? 0n : size < abs(skew) ? size : abs(skew);
  const takerSize = size - makerSize;
  const maker = mulDivUp(quoteValueUp(makerSize, price, quoteUnit), terms.makerFee, WAD);
  const taker = mulDivUp(quoteValueUp(takerSize, price, quoteUnit), terms.takerFee, WAD);
  return { makerSize, takerSize, maker, taker, total: maker + taker };
}
