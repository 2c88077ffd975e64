import { ratioFigure } from "./figures.ts";
import { forcedSaleOf } from "./forcedSale.ts";
import type { Metric } from "./metric.ts";
import type { Summary } from "./summary.ts";

type Cascade = Omit<Summary["cascade"], "amplification">;

/**
 * How far forced sales fed on each other. A forced sale is a liquidation, a perpetual position that was closed by one or
 * taken over, or what a vault was made to trade; defences and deleveraging are counted apart.
 *
 * - `rounds`: how many rounds were seen, the largest round and one more; 0 without a forced sale.
 * - `endogenousShare`: USD received in transmitted sales ÷ in all sales. Collateral that a liquidator still holds counts
 *   at the oracle's price, a perpetual position at its notional. Null when nothing was sold.
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
      const sale = forcedSaleOf(row);
      if (sale === undefined) return;
      rounds = Math.max(rounds, sale.round + 1);
      sold += sale.received;
      if (!sale.direct) transmitted += sale.received;
    },
    result: () => ({
      rounds,
      endogenousShare: sold === 0n ? null : ratioFigure(transmitted, sold),
      branchingRatio,
    }),
  };
}
