import { backOff } from "./backOff.ts";
import type { Trouble } from "./trouble.ts";

/** The longest pause that a node is granted [ms]; who asks for more is not waited for. */
const MOST_WAIT_MS = 60_000;

/** When a node may be asked again. A deadline ends every pause. */
export class Pauses {
  readonly #wait: (ms: number) => Promise<void>;
  readonly #deadline: AbortSignal | undefined;
  #quiet: Promise<void> = Promise.resolve();

  constructor(wait: ((ms: number) => Promise<void>) | undefined, deadline: AbortSignal | undefined) {
    this.#wait = wait ?? ((ms) => new Promise((go) => setTimeout(go, ms)));
    this.#deadline = deadline;
  }

  /** Nothing is to be asked before this: a node that is asked too much by one is asked too much by all. */
  get quiet(): Promise<void> {
    return this.#quiet;
  }

  /** Takes note of what an answer says of limits; before the next post may go. */
  heed(troubles: readonly Trouble[], attempt: number): void {
    const limit = troubles.find(({ kind }) => kind === "rateLimited");
    if (limit !== undefined && this.isBearable(limit, attempt)) this.#quiet = this.#rest(waitOf(limit, attempt));
  }

  isBearable(trouble: Trouble, attempt: number): boolean {
    return waitOf(trouble, attempt) <= MOST_WAIT_MS;
  }

  /** The pause before a repetition. */
  after(trouble: Trouble, attempt: number): Promise<void> {
    return trouble.kind === "rateLimited" ? this.#quiet : this.#rest(waitOf(trouble, attempt));
  }

  async #rest(ms: number): Promise<void> {
    const ended = new Promise((go) => this.#deadline?.addEventListener("abort", go, { once: true }));
    await Promise.race([this.#wait(ms), ended]);
  }
}

function waitOf({ waitMs = 0 }: Trouble, attempt: number): number {
  return Math.max(waitMs, backOff(attempt));
}
