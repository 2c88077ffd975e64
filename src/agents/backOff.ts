/** Blocks after which an account's failures are forgotten. */
const MEMORY = 64;

/** Lets twice as many blocks pass before each further try at the same account: what failed before may fail again. */
export class BackOff {
  readonly #tries = new Map<string, { count: number; last: number }>();

  mayTry(account: string, block: number): boolean {
    const tries = this.#tries.get(account);
    if (tries === undefined || block - tries.last > MEMORY) return true;
    return block - tries.last >= 2 ** (tries.count - 1);
  }

  tried(account: string, block: number): void {
    const before = this.#tries.get(account);
    const fresh = before === undefined || block - before.last > MEMORY;
    this.#tries.set(account, { count: fresh ? 1 : before.count + 1, last: block });
  }

  forget(account: string): void {
    this.#tries.delete(account);
  }
}
