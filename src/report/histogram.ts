import type { LeveredAccount } from "./leveredAccounts.ts";

/** Accounts by leverage before and after the run; both counts share the labels. */
export interface LeverageHistogram {
  labels: string[];
  before: number[];
  after: number[];
  /** Accounts that owed something at the start and hold nothing at the end. */
  closed: number;
}

const MOST_BUCKETS = 14;
const WIDTHS = [0.25, 0.5, 1, 2, 5, 10, 25, 50, 100];

/**
 * Accounts that owe something at the start or at the end, in buckets of equal width from leverage 1 up to the largest
 * at the start; beside them one for those without debt, an open one, and one for those whose debt is at least their
 * collateral. Null when nobody owes anything.
 */
export function leverageHistogram(start: LeveredAccount[], end: LeveredAccount[]): LeverageHistogram | null {
  const owing = new Set([...start, ...end].filter(owes).map((row) => row.account));
  if (owing.size === 0) return null;
  const before = start.filter((row) => owing.has(row.account) && isOpen(row));
  const after = end.filter((row) => owing.has(row.account) && isOpen(row));

  const largest = before.filter(isSolvent).reduce((most, row) => Math.max(most, leverageOf(row)), 1);
  const width = WIDTHS.find((candidate) => (largest - 1) / candidate <= MOST_BUCKETS) ?? 100;
  const buckets = Math.max(1, Math.min(MOST_BUCKETS, Math.ceil((largest - 1) / width)));
  const edge = (index: number) => String(Number((1 + index * width).toFixed(2)));
  const ranges = Array.from({ length: buckets }, (_, index) => `${edge(index)}–${edge(index + 1)}`);
  const labels = ["no debt", ...ranges, `> ${edge(buckets)}`, "insolvent"];

  const bucketOf = (row: LeveredAccount) => {
    if (!owes(row)) return 0;
    if (!isSolvent(row)) return buckets + 2;
    return 1 + Math.min(Math.max(Math.ceil((leverageOf(row) - 1) / width) - 1, 0), buckets);
  };
  const count = (rows: LeveredAccount[]) => {
    const counts = labels.map(() => 0);
    for (const row of rows) counts[bucketOf(row)] = (counts[bucketOf(row)] ?? 0) + 1;
    return counts;
  };
  const held = new Set(after.map((row) => row.account));
  const closed = before.filter((row) => !held.has(row.account)).length;
  return onlyUsed({ labels, before: count(before), after: count(after), closed }, buckets);
}

function owes(row: LeveredAccount): boolean {
  return Number(row.debtUsd) > 0;
}

function isOpen(row: LeveredAccount): boolean {
  return Number(row.collateralUsd) > 0 || owes(row);
}

function isSolvent(row: LeveredAccount): boolean {
  return Number(row.collateralUsd) > Number(row.debtUsd);
}

function leverageOf(row: LeveredAccount): number {
  return Number(row.collateralUsd) / (Number(row.collateralUsd) - Number(row.debtUsd));
}

/** The special buckets are shown only if someone is in them. */
function onlyUsed(histogram: LeverageHistogram, buckets: number): LeverageHistogram {
  const { labels, before, after } = histogram;
  const keep = (_: unknown, index: number) =>
    (index > 0 && index <= buckets) || (before[index] ?? 0) + (after[index] ?? 0) > 0;
  return { ...histogram, labels: labels.filter(keep), before: before.filter(keep), after: after.filter(keep) };
}
