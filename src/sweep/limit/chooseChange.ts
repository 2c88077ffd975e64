/** Two neighbouring values, by their place among all tried, of which one holds and the other does not. */
export interface Change {
  from: number;
  to: number;
}

/** Why a change was chosen: there is no other; it is the first from an end that holds; none of the ends holds. */
export type Reason = "only" | "nearestToLow" | "nearestToHigh" | "last";

/** Where the answer changes between neighbours, lowest first. */
export function changesOf(answers: readonly boolean[]): Change[] {
  return answers.flatMap((answer, i) => (i > 0 && answer !== answers[i - 1] ? [{ from: i - 1, to: i }] : []));
}

/**
 * Of several changes the one that a designer can stand on: the first from an end that holds, since everything tried
 * between that end and it holds too. Of two such ends the lower one counts. Where neither holds, the last change.
 */
export function chooseChange(answers: readonly boolean[]): { change: Change; reason: Reason } | undefined {
  const changes = changesOf(answers);
  const [first, last] = [changes[0], changes.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  if (first === last) return { change: first, reason: "only" };
  if (answers[0] === true) return { change: first, reason: "nearestToLow" };
  return { change: last, reason: answers.at(-1) === true ? "nearestToHigh" : "last" };
}
