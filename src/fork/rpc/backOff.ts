const FIRST_MS = 250;
const MOST_MS = 8_000;

/** The pause before the `attempt`-th repetition (from 0) [ms]: doubled each time, the same in every run. */
export function backOff(attempt: number): number {
  return Math.min(FIRST_MS * 2 ** attempt, MOST_MS);
}
