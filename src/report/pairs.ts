import type { LiquidationRow } from "../trace/lendingRow.ts";
import type { RecognisedDebt } from "./recognisedDebts.ts";

/** What was liquidated of one pair; sums in USD. */
export interface PairTotal {
  collateralAsset: string;
  debtAsset: string;
  count: number;
  accounts: number;
  collateralUsd: number;
  debtRepaidUsd: number;
  /** Recognised debt, counted to the pair of the account's last liquidation in the same debt asset. */
  badDebtUsd: number;
}

/** Recognised debt of accounts that were never liquidated in that asset. */
export const NO_COLLATERAL = "none";

/** Totals by collateral and debt asset, the largest seizure first. */
export function liquidatedPairs(liquidations: Iterable<LiquidationRow>, debts: Iterable<RecognisedDebt>): PairTotal[] {
  const pairs = new Map<string, PairTotal>();
  const accounts = new Map<string, Set<string>>();
  const lastCollateral = new Map<string, string>();

  for (const row of liquidations) {
    const pair = pairOf(pairs, row.collateralAsset, row.debtAsset);
    pair.count += 1;
    pair.collateralUsd += Number(row.collateralUsd);
    pair.debtRepaidUsd += Number(row.debtRepaidUsd);
    const key = `${row.collateralAsset}/${row.debtAsset}`;
    accounts.set(key, (accounts.get(key) ?? new Set()).add(row.account));
    lastCollateral.set(`${row.account}/${row.debtAsset}`, row.collateralAsset);
  }
  for (const row of debts) {
    const collateral = lastCollateral.get(`${row.account}/${row.debtAsset}`) ?? NO_COLLATERAL;
    pairOf(pairs, collateral, row.debtAsset).badDebtUsd += Number(row.amountUsd);
  }

  for (const [key, pair] of pairs) pair.accounts = accounts.get(key)?.size ?? 0;
  return [...pairs.values()].sort((a, b) => b.collateralUsd - a.collateralUsd || b.badDebtUsd - a.badDebtUsd);
}

function pairOf(pairs: Map<string, PairTotal>, collateralAsset: string, debtAsset: string): PairTotal {
  const key = `${collateralAsset}/${debtAsset}`;
  const found = pairs.get(key);
  if (found !== undefined) return found;
  const zero = { count: 0, accounts: 0, collateralUsd: 0, debtRepaidUsd: 0, badDebtUsd: 0 };
  const created = { collateralAsset, debtAsset, ...zero };
  pairs.set(key, created);
  return created;
}
