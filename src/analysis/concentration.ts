import { ratioFigure } from "./figures.ts";

/** How unevenly a loss is spread; null when there is none. */
export interface Concentration {
  /** `Σ|xᵢ − xⱼ| ÷ (2·n·Σx)` over all pairs in both orders: 0 when all bear the same, towards 1 when one bears all. */
  gini: number;
  /** What the tenth that bears most bears, of all; the tenth is rounded up. */
  topDecileShare: number;
}

/** Gini coefficient and share of the top decile of amounts of at least zero. */
export function concentrationOf(amounts: readonly bigint[]): Concentration | null {
  const sorted = [...amounts].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const count = BigInt(sorted.length);
  const total = sorted.reduce((sum, amount) => sum + amount, 0n);
  if (total === 0n) return null;

  // Σ over pairs of |xᵢ − xⱼ| of a rising list is 2·Σ (2i − n + 1)·xᵢ with i from 0.
  const spread = sorted.reduce((sum, amount, i) => sum + (2n * BigInt(i) - count + 1n) * amount, 0n);
  const top = sorted.slice(-Math.ceil(sorted.length / 10)).reduce((sum, amount) => sum + amount, 0n);
  return { gini: ratioFigure(spread, count * total), topDecileShare: ratioFigure(top, total) };
}
