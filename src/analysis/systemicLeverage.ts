import type { Holding } from "./accounts.ts";
import { ratioFigure } from "./figures.ts";
import { sumOf } from "./sumOf.ts";

/** Σ gross ÷ Σ equity over holders whose equity is above zero; null without one. */
export function systemicLeverage(holders: readonly Holding[]): number | null {
  const solvent = holders.filter(({ equity }) => equity > 0n);
  if (solvent.length === 0) return null;
  return ratioFigure(
    sumOf(solvent, ({ gross }) => gross),
    sumOf(solvent, ({ equity }) => equity),
  );
}
