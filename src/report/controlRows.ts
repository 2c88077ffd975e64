import { BlockedExits } from "../analysis/blockedExits.ts";
import { BlockTimes } from "../analysis/blockTimes.ts";
import type { ControlRow, RefusalRow, TripRow } from "../trace/guardRow.ts";
import type { Row } from "../trace/row.ts";

/** What a report shows of the controls; all empty without any. */
export interface ControlRows {
  trips: TripRow[];
  /** During the run; what kept positions from opening is apart. */
  refusals: RefusalRow[];
  openings: RefusalRow[];
  states: ControlRow[];
  exits: BlockedExits;
  times: BlockTimes;
}

export function noControlRows(): ControlRows {
  return { trips: [], refusals: [], openings: [], states: [], exits: new BlockedExits(), times: new BlockTimes() };
}

/** Notes what a row says of the controls; rows of other kinds are for others too. */
export function addControlRow(rows: ControlRows, row: Row): void {
  rows.exits.read(row);
  rows.times.read(row);
  if (row.kind === "trip") rows.trips.push(row);
  if (row.kind === "refusal") (row.block === null ? rows.openings : rows.refusals).push(row);
  if (row.kind === "controls") rows.states.push(row);
}
