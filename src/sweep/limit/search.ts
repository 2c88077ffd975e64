import { type Change, changesOf, chooseChange, type Reason } from "./chooseChange.ts";
import type { Lattice } from "./lattice.ts";

/** Whether the condition holds at a value, and whatever else was learnt there. */
export interface Answer {
  holds: boolean;
}

export interface Found<T extends Answer> {
  /** Every value tried, lowest first. */
  tried: { value: bigint; answer: T }[];
  /** Each place where the answer changes between neighbours of `tried`. */
  changes: Change[];
  /** The change that was narrowed down; none where the condition holds at all values tried or at none. */
  refined?: { change: Change; reason: Reason };
}

/** The most values that a search tries. */
export function mostTried({ first, halvings }: Lattice): number {
  return first.length + halvings;
}

/**
 * Tries both ends and what lies evenly between them, all at once, then halves the gap in which the answer changes until
 * it is no wider than the tolerance. A value is tried once. What it returns always brackets a change if one was seen.
 */
export async function search<T extends Answer>(
  lattice: Lattice,
  ask: (values: readonly bigint[]) => Promise<readonly T[]>,
): Promise<Found<T>> {
  const { first, tolerance } = lattice;
  const answers = new Map<bigint, T>();
  const answerAt = (index: number) => answers.get(lattice.valueAt(index)) as T;
  await learn(first);

  const chosen = chooseChange(first.map((index) => answerAt(index).holds));
  if (chosen === undefined) return { tried: sorted(), changes: [] };
  let [from, to] = [first[chosen.change.from] as number, first[chosen.change.to] as number];
  while (to - from > 1 && lattice.valueAt(to) - lattice.valueAt(from) > tolerance) {
    const middle = Math.floor((from + to) / 2);
    await learn([middle]);
    if (answerAt(middle).holds === answerAt(from).holds) from = middle;
    else to = middle;
  }

  const tried = sorted();
  const changes = changesOf(tried.map(({ answer }) => answer.holds));
  const placeOf = (index: number) => tried.findIndex(({ value }) => value === lattice.valueAt(index));
  const [low, high] = [placeOf(from), placeOf(to)];
  const change = changes.find((one) => one.from === low && one.to === high) as Change;
  return { tried, changes, refined: { change, reason: chosen.reason } };

  async function learn(indexes: readonly number[]): Promise<void> {
    const values = [...new Set(indexes.map(lattice.valueAt))].filter((value) => !answers.has(value));
    if (values.length === 0) return;
    const learnt = await ask(values);
    for (const [i, value] of values.entries()) answers.set(value, learnt[i] as T);
  }

  function sorted(): Found<T>["tried"] {
    const tried = [...answers].map(([value, answer]) => ({ value, answer }));
    return tried.sort((a, b) => (a.value < b.value ? -1 : 1));
  }
}
