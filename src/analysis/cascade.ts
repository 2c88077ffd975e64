import { parseWad } from "../units.ts";
import { ratioFigure } from "./figures.ts";
import type { Metric } from "./metric.ts";
import type { Summary } from "./summary.ts";

type Cascade = Omit<Summary["cascade"], "amplification">;

/**
 * How far forced sales fed on each other. A forced sale is a liquidation; defences are counted apart.
 *
 * - `rounds`: how many rounds were seen, the largest round and one more; 0 without a forced sale.
 * - `endogenousShare`: USD received in transmitted sales ÷ in all sales. Collateral that a liquidator still holds counts
 *   at the oracle's price. Null when nothing was sold.
 * - `branchingRatio`: the largest of any block; null where no block had one.
 */
export function cascade(): Metric<Cascade> {
  let rounds = 0;
  let sold = 0n;
  let transmitted = 0n;
  let branchingRatio: number | null = null;

  return {
    read(row) {
      if (row.kind === "block" && row.branchingRatio !== null)
        branchingRatio = Math.max(branchingRatio ?? 0, row.branchingRatio);
      if (row.kind !== "liquidation") return;
      rounds = Math.max(rounds, row.round + 1);
      const received = parseWad(row.proceedsUsd ?? row.collateralUsd);
      sold += received;
      if (!row.direct) transmitted += received;
    },
    result: () => ({
      rounds,
      endogenousShare: sold === 0n ? null : ratioFigure(transmitted, sold),
      branchingRatio,
    }),
  };
}
