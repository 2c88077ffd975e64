import type { AccountRow } from "../trace/row.ts";

/** Accounts by leverage before and after the run; both counts share the labels. */
export interface LeverageHistogram {
  labels: string[];
  before: number[];
  after: number[];
  /** Accounts that held a position at the start and hold none at the end. */
  closed: number;
}

const MOST_BUCKETS = 14;
const WIDTHS = [0.25, 0.5, 1, 2, 5, 10, 25, 50, 100];

/**
 * Buckets of equal width from leverage 1 up to the largest at the start, the last one open, and one for accounts
 * whose debt is at least their collateral. Null when no account holds a position.
 */
export function leverageHistogram(start: AccountRow[], end: AccountRow[]): LeverageHistogram | null {
  const before = start.filter(isOpen);
  const after = end.filter(isOpen);
  if (before.length + after.length === 0) return null;

  const largest = before.filter(isSolvent).reduce((most, row) => Math.max(most, Number(row.leverage)), 1);
  const width = WIDTHS.find((candidate) => (largest - 1) / candidate <= MOST_BUCKETS) ?? WIDTHS.at(-1) ?? 1;
  const buckets = Math.max(1, Math.min(MOST_BUCKETS, Math.ceil((largest - 1) / width)));
  const edge = (index: number) => String(Number((1 + index * width).toFixed(2)));
  const labels = Array.from({ length: buckets }, (_, index) => `${edge(index)}–${edge(index + 1)}`);
  labels.push(`> ${edge(buckets)}`, "insolvent");

  const count = (rows: AccountRow[]) => {
    const counts = labels.map(() => 0);
    for (const row of rows) {
      const index = isSolvent(row) ? bucketOf(Number(row.leverage), width, buckets) : buckets + 1;
      counts[index] = (counts[index] ?? 0) + 1;
    }
    return counts;
  };
  const still = new Set(after.map((row) => row.account));
  const closed = before.filter((row) => !still.has(row.account)).length;
  return withoutEmptyTail({ labels, before: count(before), after: count(after), closed });
}

function isOpen(row: AccountRow): boolean {
  return Number(row.collateralUsd) > 0 || Number(row.debtUsd) > 0;
}

function isSolvent(row: AccountRow): boolean {
  return Number(row.collateralUsd) > Number(row.debtUsd) && Number.isFinite(Number(row.leverage));
}

function bucketOf(leverage: number, width: number, buckets: number): number {
  const index = Math.ceil((leverage - 1) / width) - 1;
  return Math.min(Math.max(index, 0), buckets);
}

/** The two special buckets are shown only if someone is in them. */
function withoutEmptyTail(histogram: LeverageHistogram): LeverageHistogram {
  const { labels, before, after } = histogram;
  const keep = (_: unknown, index: number) =>
    index < labels.length - 2 || (before[index] ?? 0) + (after[index] ?? 0) > 0;
  return { ...histogram, labels: labels.filter(keep), before: before.filter(keep), after: after.filter(keep) };
}
