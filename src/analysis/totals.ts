import type { EndRow, WorldRow } from "../trace/row.ts";
import { required } from "./figures.ts";
import type { Metric } from "./metric.ts";
import type { Summary } from "./summary.ts";

type Totals = Pick<
  Summary,
  "scenario" | "seed" | "blocks" | "converged" | "transactions" | "failedTransactions" | "gasUsed"
>;

/** Which run it was, how long it took and what it used: blocks, transactions (failed ones among them), gas. */
export function totals(): Metric<Totals> {
  let world: WorldRow | undefined;
  let end: EndRow | undefined;
  let blocks = 0;
  let transactions = 0;
  let failedTransactions = 0;
  let gasUsed = 0n;

  return {
    read(row) {
      if (row.kind === "world") world = row;
      if (row.kind === "end") end = row;
      if (row.kind !== "block") return;
      blocks += 1;
      transactions += row.transactions;
      failedTransactions += row.failed;
      gasUsed += BigInt(row.gasUsed);
    },
    result() {
      const { scenario, seed } = required(world, "world row");
      const { converged } = required(end, "end row");
      return { scenario, seed, blocks, converged, transactions, failedTransactions, gasUsed: gasUsed.toString() };
    },
  };
}
