import type { ControlRow } from "../trace/guardRow.ts";

/** Whether a halt, stop or pause of a state is in force at a time, anywhere. */
export function isHalted(state: ControlRow | undefined, time: number): boolean {
  return Object.values(state?.halts ?? {}).some((until) => until === null || until > time);
}
