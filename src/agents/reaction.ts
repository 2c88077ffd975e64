/**
 * Remembers since when something has been seen, so that an agent acts only after its reaction time. What is not shown
 * again in a later block is forgotten.
 */
export class Reaction {
  readonly #delay: number;
  #seen = new Map<string, number>();
  /** Whether something seen in the last block still waits for its time. */
  waiting = false;

  constructor(delayBlocks: number) {
    this.#delay = delayBlocks;
  }

  /** Those of `subjects` that were first seen at least the delay ago. */
  due<T>(
    block: number,
    subjects: readonly T[],
    key: (subject: T) => string,
    delay: (subject: T) => number = () => this.#delay,
  ): T[] {
    const seen = new Map<string, number>();
    for (const subject of subjects) seen.set(key(subject), this.#seen.get(key(subject)) ?? block);
    this.#seen = seen;
    const ripe = subjects.filter((subject) => block - (seen.get(key(subject)) ?? block) >= delay(subject));
    this.waiting = ripe.length < subjects.length;
    return ripe;
  }
}
