/** How much was asked of a node: posts over the wire, and calls in them by method; what is sent again counts again. */
export class RequestCounter {
  posts = 0;
  readonly #calls = new Map<string, number>();

  /** Counts one post that holds these methods. */
  add(methods: readonly string[]): void {
    this.posts++;
    for (const method of methods) this.#calls.set(method, (this.#calls.get(method) ?? 0) + 1);
  }

  /** Calls of one method; of all without one. */
  calls(method?: string): number {
    if (method !== undefined) return this.#calls.get(method) ?? 0;
    return [...this.#calls.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Calls by method, by name. */
  byMethod(): Record<string, number> {
    return Object.fromEntries([...this.#calls].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}
