import type { PerpLiquidationRow } from "../trace/perpLiquidationRow.ts";
import type { WaterfallRow } from "../trace/perpRow.ts";
import { parseWad } from "../units.ts";
import { ratioFigure, usdFigure } from "./figures.ts";
import type { Metric } from "./metric.ts";
import type { Summary } from "./summary.ts";

type Sums = Pick<
  Summary["perps"],
  | "adlCount"
  | "adlUsd"
  | "adlTakenUsd"
  | "adlToLiquidated"
  | "liquidatedUsd"
  | "flags"
  | "droppedOrders"
  | "shortfall"
  | "negativeEquityUsd"
  | "negativeEquityToLiquidated"
>;

/** Stages that take a position from its account; a disposal closes one of those a second time. */
export function isForcedSale(row: PerpLiquidationRow): boolean {
  return row.stage === "partial" || row.stage === "full" || row.stage === "takeover";
}

/**
 * What was liquidated and deleveraged over the run, USD at the price of each close, and who bore the losses.
 * `adlToLiquidated`, `negativeEquityToLiquidated`: over partial, full and taken over; null when nothing was.
 */
export function perpSums(): Metric<Sums> {
  const stages = { flag: 0n, partial: 0n, full: 0n, takeover: 0n, "write-off": 0n, disposal: 0n };
  const steps: Record<WaterfallRow["step"], bigint> = { margin: 0n, insurance: 0n, adl: 0n, pool: 0n, uncovered: 0n };
  const bankrupt = new Map<string, bigint>();
  let [flags, droppedOrders, adlCount] = [0, 0, 0];
  let [adl, taken] = [0n, 0n];

  return {
    read(row) {
      if (row.kind === "waterfall") steps[row.step] += parseWad(row.amountUsd);
      if (row.kind === "perpDropped") droppedOrders += 1;
      if (row.kind === "adl") {
        adlCount += 1;
        adl += parseWad(row.notionalUsd);
        taken += parseWad(row.takenUsd);
      }
      if (row.kind !== "perpLiquidation") return;
      stages[row.stage] += parseWad(row.notionalUsd);
      if (row.stage === "flag") flags += 1;
      // An account that is taken over has a row for each of its positions, all with its one equity.
      if (row.stage === "takeover" || row.stage === "write-off")
        bankrupt.set(`${row.transaction} ${row.account}`, parseWad(row.equityUsd));
    },
    result() {
      const liquidated = stages.partial + stages.full + stages.takeover;
      const negative = [...bankrupt.values()].reduce((sum, equity) => (equity < 0n ? sum - equity : sum), 0n);
      return {
        adlCount,
        adlUsd: usdFigure(adl),
        adlTakenUsd: usdFigure(taken),
        adlToLiquidated: shareOf(adl, liquidated),
        liquidatedUsd: {
          all: usdFigure(liquidated),
          partial: usdFigure(stages.partial),
          full: usdFigure(stages.full),
          takeover: usdFigure(stages.takeover),
          disposal: usdFigure(stages.disposal),
        },
        flags,
        droppedOrders,
        shortfall: {
          insurance: usdFigure(steps.insurance),
          adl: usdFigure(steps.adl),
          pool: usdFigure(steps.pool),
          uncovered: usdFigure(steps.uncovered),
        },
        negativeEquityUsd: usdFigure(negative),
        negativeEquityToLiquidated: shareOf(negative, liquidated),
      };
    },
  };
}

/** A ratio of USD [wad] to six decimals; null without a denominator. */
export function shareOf(part: bigint, whole: bigint): number | null {
  return whole <= 0n ? null : ratioFigure(part, whole);
}
