import type { ConservationRow } from "../trace/row.ts";
import { required } from "./figures.ts";
import type { Metric } from "./metric.ts";
import type { Summary } from "./summary.ts";

/** Whether each venue's cash met its claims at the end, and the largest gap in the token's smallest unit. */
export function conservation(): Metric<Summary["conservation"]> {
  let last: ConservationRow | undefined;

  return {
    read(row) {
      if (row.kind === "conservation") last = row;
    },
    result() {
      const { ok, maxErrorWei } = required(last, "conservation row");
      return { ok, maxErrorWei };
    },
  };
}
