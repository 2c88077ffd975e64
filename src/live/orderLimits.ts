import { badInput } from "../errors.ts";
import { quoteValueUp } from "../model/perps/rounding.ts";
import { formatDecimal, formatUsd, parseWad, WAD } from "../units.ts";
import type { PerpBook } from "../venues/perpBook.ts";
import type { PerpMarket } from "../venues/perpMarket.ts";
import type { OrderPreview } from "./orderPreview.ts";
import { quoteUsd } from "./quoteUsd.ts";

/** Share by which a fill may be worse than quoted on the same skew; nothing else should trade in between. */
const SLIPPAGE = WAD / 200n;

/**
 * The worst price at which an order may fill [wad]: what was typed, else the quoted fill with some slack.
 * `PRICE_BEYOND_ACCEPTABLE` where it would not fill at what was typed.
 */
export function acceptablePriceOf(
  market: PerpMarket,
  { fillPrice }: OrderPreview,
  buys: boolean,
  typed: string | undefined,
): bigint {
  const slack = (fillPrice * SLIPPAGE) / WAD;
  if (typed === undefined) return buys ? fillPrice + slack : fillPrice - slack;
  const place = "--acceptable-price";
  const acceptable = parseWad(typed, place);
  if (buys ? fillPrice <= acceptable : fillPrice >= acceptable) return acceptable;
  const fill = formatUsd(fillPrice, 18, PRICE_DIGITS);
  const beyond = buys ? "above" : "below";
  throw badInput(
    "PRICE_BEYOND_ACCEPTABLE",
    `The order would fill at $${fill} in ${market.name}, ${beyond} the $${formatDecimal(acceptable, 18)} that is acceptable.`,
    { place, hint: "Trade less, or accept that price: the skew premium is part of it." },
  );
}

const PRICE_DIGITS = 4;

/** Refuses what would take a side of the market beyond its cap, and says what is left: `SIZE_CAP`, `VALUE_CAP`. */
export function requireWithinCaps(
  book: PerpBook,
  market: PerpMarket,
  { sideSize, sideValue, index }: OrderPreview,
  order: { side: string; size: bigint },
): void {
  const { maxSize, maxValue } = market.terms.trading;
  const taken = sideSize - order.size;
  const refuse = (code: string, cap: string, left: string) =>
    badInput(code, `All ${order.side}s of ${market.name} together may hold ${cap}, and ${left} of that is free.`, {
      place: "<size>",
      hint: "Trade less.",
    });
  if (maxSize !== 0n && sideSize > maxSize) {
    const size = (wad: bigint) => `${formatDecimal(wad > 0n ? wad : 0n, 18)} ${market.name}`;
    throw refuse("SIZE_CAP", size(maxSize), size(maxSize - taken));
  }
  if (maxValue !== 0n && sideValue > maxValue) {
    const value = (quote: bigint) => `$${quoteUsd(book, quote > 0n ? quote : 0n)}`;
    throw refuse("VALUE_CAP", value(maxValue), value(maxValue - quoteValueUp(taken, index, book.quoteUnit)));
  }
}
