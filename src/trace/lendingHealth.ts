import { formatDecimal, WAD } from "../units.ts";
import type { LendingBook } from "../venues/lendingBook.ts";
import { usdText } from "./format.ts";
import type { BlockRow } from "./row.ts";
import { utilisation } from "./utilisation.ts";

const SHARE_DIGITS = 6;

/** What lenders lack by `prices` (base currency, by reserve), and how far each reserve is lent out. */
export function lendingHealth(
  lending: LendingBook,
  prices: readonly bigint[],
): Pick<BlockRow, "economicBadDebtUsd" | "utilisation"> {
  let lacking = 0n;
  // Who owes more than it has is below a health factor of 1 by whatever threshold.
  for (const position of lending.below(WAD, prices)) {
    const { supplied, owed } = lending.balances(position);
    const net = lending.reserves.reduce((sum, { unit }, i) => {
      const amount = (supplied[i] ?? 0n) - (owed[i] ?? 0n);
      return sum + (amount * (prices[i] ?? 0n) * WAD) / (unit * lending.baseUnit);
    }, 0n);
    if (net < 0n) lacking -= net;
  }
  const shares = lending.reserves.map((reserve) => [
    reserve.symbol,
    formatDecimal(utilisation(lending, reserve), 18, SHARE_DIGITS),
  ]);
  return { economicBadDebtUsd: usdText(lacking), utilisation: Object.fromEntries(shares) };
}
