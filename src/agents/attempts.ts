import { BackOff } from "./backOff.ts";

/** Paces tries that changed nothing: what failed once waits longer each time, what went through does not. */
export class Attempts {
  readonly #backOff = new BackOff();
  readonly #last = new Map<string, unknown>();

  /** `state` is what a try would change; it is compared by identity. */
  mayTry(subject: string, state: unknown, block: number): boolean {
    return !this.#failed(subject, state) || this.#backOff.mayTry(subject, block);
  }

  tried(subject: string, state: unknown, block: number): void {
    if (!this.#failed(subject, state)) this.#backOff.forget(subject);
    this.#backOff.tried(subject, block);
    this.#last.set(subject, state);
  }

  #failed(subject: string, state: unknown): boolean {
    return this.#last.has(subject) && this.#last.get(subject) === state;
  }
}
