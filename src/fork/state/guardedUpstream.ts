import { FaultlineError } from "../../errors.ts";
import type { Chain } from "../../world/chain.ts";
import type { Upstream } from "./upstream.ts";

/**
 * Keeps what went wrong upstream, for a node puts such an error into words of its own, or goes on without the answer.
 * Refusals that a node takes in its stride are no errors of ours and pass.
 */
export class GuardedUpstream implements Upstream {
  readonly #inner: Upstream;
  readonly #isLasting: boolean;
  #fault: FaultlineError | undefined;

  /** @param isLasting Whether the first error ends the fork, so that all that is asked of it later ends in it at once. */
  constructor(inner: Upstream, isLasting: boolean) {
    this.#inner = inner;
    this.#isLasting = isLasting;
  }

  async answer(method: string, params: readonly unknown[]): Promise<unknown> {
    if (this.#isLasting) this.check();
    try {
      return await this.#inner.answer(method, params);
    } catch (error) {
      if (error instanceof FaultlineError) this.#fault ??= error;
      throw error;
    }
  }

  /** The requests of a chain that has this upstream: none succeeds on what was not told. */
  guard(request: Chain["request"]): Chain["request"] {
    return async (method, params) => {
      try {
        return (await request(method, params)) as never;
      } finally {
        this.check();
      }
    };
  }

  /** Throws what went wrong. */
  check(): void {
    const fault = this.#fault;
    if (!this.#isLasting) this.#fault = undefined;
    if (fault !== undefined) throw fault;
  }
}
