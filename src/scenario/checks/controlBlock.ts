import { badInput, type Place } from "../../errors.ts";
import type { Scenario } from "../schema.ts";

/** A block of the run in which a control can be told something: after the first, and before the last is over. */
export function checkControlBlock({ chain }: Scenario, block: number, place: Place): void {
  if (block === 0) {
    throw badInput("PATH_TOO_EARLY", "Controls are told something from block 1 on; block 0 shows the start.", {
      place,
      hint: "What binds from the start needs no block.",
    });
  }
  if (block < chain.maxBlocks) return;
  throw badInput("BLOCK_AFTER_THE_RUN", `Block ${block} never comes: the run is cut off after ${chain.maxBlocks}.`, {
    place,
    hint: "Raise chain.maxBlocks, or take an earlier block.",
  });
}
