import { debtBalance, supplyBalance } from "../model/account.ts";
import type { LendingBook } from "../venues/lendingBook.ts";
import type { Books } from "./books.ts";

/** Units a reserve may be short for each operation on it: each mint and burn rounds once. */
const UNITS_PER_OPERATION = 1n;

/** Of a venue's asset: by how much its books miss the chain, and by how much they may. [smallest units] */
export interface Check {
  venue: string;
  asset: string;
  error: bigint;
  allowed: bigint;
}

/**
 * Each reserve's cash + debt + deficit against the claims of suppliers and treasury, short by at most one unit for each
 * of its operations; of a real pool against what it was short of before the run. Debt compounds while supply
 * grows linearly, so a surplus is expected and no error.
 */
export function lendingChecks(lending: LendingBook, { operations, standing }: CheckedBooks): Check[] {
  const { arithmetic } = lending.rules;
  return lending.reserves.map((reserve, i) => {
    const { symbol, cash, deficit, scaledDebt, scaledSupply, accruedToTreasury } = reserve;
    const check = (missing: bigint, count: bigint) => ({
      venue: "lending",
      asset: symbol,
      error: missing > 0n ? missing : 0n,
      allowed: UNITS_PER_OPERATION * count,
    });
    const count = operations.get(symbol) ?? 0n;
    if (standing !== undefined) {
      const since = standing.check(i, count);
      return check(since.missing, since.operations);
    }
    const { liquidityIndex, borrowIndex } = reserve.indexesAt(lending.time);
    const assets = cash + debtBalance(scaledDebt, borrowIndex, arithmetic) + deficit;
    return check(supplyBalance(scaledSupply + accruedToTreasury, liquidityIndex, arithmetic) - assets, count);
  });
}

type CheckedBooks = Pick<Books, "operations"> & Partial<Pick<Books, "standing">>;
