import type { Treatment } from "../scenario/treatmentSchema.ts";
import type { ControlRow } from "../trace/guardRow.ts";
import { BlockedExits } from "./blockedExits.ts";
import { BlockTimes } from "./blockTimes.ts";
import { HeldLiquidations } from "./heldLiquidations.ts";
import { isHalted } from "./isHalted.ts";
import type { Metric } from "./metric.ts";
import { Refusals } from "./refusals.ts";
import type { Summary } from "./summary.ts";

/**
 * What the controls in force did, and what they kept from happening. A trip counts when it began: a control that
 * tripped, a pause. A block counts as halted where it ends with a halt, stop or pause whose time is not over.
 */
export function controls(): Metric<Summary["controls"]> {
  const refusals = new Refusals();
  const exits = new BlockedExits();
  const liquidations = new HeldLiquidations();
  const times = new BlockTimes();
  const trips = new Map<string, number>();
  let active: readonly Treatment[] = [];
  let state: ControlRow | undefined;
  let haltedBlocks = 0;
  let observed = 0;

  return {
    read(row) {
      times.read(row);
      exits.read(row);
      if (row.kind === "world") {
        active = row.controls ?? [];
        for (const control of active) trips.set(control, 0);
      }
      if (row.kind === "refusal") {
        refusals.add(row);
        liquidations.add(row);
      }
      if (row.kind === "trip" && (row.event === "tripped" || row.event === "paused"))
        trips.set(row.control, (trips.get(row.control) ?? 0) + 1);
      if (row.kind === "trip" && row.event === "observed") observed += 1;
      if (row.kind === "controls") state = row;
      if (row.kind === "block" && isHalted(state, row.time)) haltedBlocks += 1;
    },
    result: () => ({
      active: [...active],
      trips: Object.fromEntries(trips),
      haltedBlocks,
      refused: refusals.refused(active),
      openings: refusals.openings(),
      blockedExits: exits.result(times),
      heldLiquidations: liquidations.result(),
      observed,
    }),
  };
}
