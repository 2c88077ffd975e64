import { debtBalance } from "../model/account.ts";
import { WAD } from "../units.ts";
import type { LendingBook } from "../venues/lendingBook.ts";
import type { LendingReserve } from "../venues/lendingReserve.ts";

/** How far a reserve is lent out as the book stands: debt ÷ (debt + cash), [wad]; 0 without debt. */
export function utilisation(lending: LendingBook, reserve: LendingReserve): bigint {
  const { borrowIndex } = reserve.indexesAt(lending.time);
  const debt = debtBalance(reserve.scaledDebt, borrowIndex, lending.rules.arithmetic);
  return debt === 0n ? 0n : (debt * WAD) / (debt + reserve.cash);
}
