import { WAD } from "../../units.ts";
import { mulDivUp } from "../mulDiv.ts";
import { type ShareBooks, VIRTUAL_SHARES } from "./conversion.ts";
import { type FeeBooks, type FeeTerms, feeSharesDown } from "./feeShares.ts";

/** What conversions use at `time` [seconds]: shares with those that are due as fees, and the virtual ones. */
export function booksAt(terms: FeeTerms, books: FeeBooks, time: bigint): ShareBooks {
  return { assets: books.assets, shares: books.supply + feeSharesDown(terms, books, time) + VIRTUAL_SHARES };
}

/** Books after fees were taken at `time` [seconds], as every action does first; the mark rises to the price, up. */
export function takeFees(terms: FeeTerms, books: FeeBooks, time: bigint): FeeBooks {
  const supply = books.supply + feeSharesDown(terms, books, time);
  const price = mulDivUp(books.assets + 1n, WAD * VIRTUAL_SHARES, supply + VIRTUAL_SHARES);
  const highWaterMark = price > books.highWaterMark ? price : books.highWaterMark;
  return { assets: books.assets, supply, takenAt: time, highWaterMark };
}
