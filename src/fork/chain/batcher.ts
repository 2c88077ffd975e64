import type { Pin } from "../rpc/pin.ts";
import type { RpcCall } from "../rpc/rpcCall.ts";
import type { Outcome, RpcClient } from "../rpc/rpcClient.ts";

type Question = { call: RpcCall; end(outcome: Outcome): void; fail(error: unknown): void };

/** Asks a node about one block: questions that come together, or while others are on their way, travel together. */
export class Batcher {
  readonly #client: RpcClient;
  readonly #pin: Pin;
  #waiting: Question[] = [];
  #isUnderWay = false;

  constructor(client: RpcClient, pin: Pin) {
    this.#client = client;
    this.#pin = pin;
  }

  /** The result; what the node refuses is thrown. */
  ask(method: string, params: readonly unknown[]): Promise<unknown> {
    return new Promise((resolve, fail) => {
      const end = (outcome: Outcome) => ("fault" in outcome ? fail(outcome.fault) : resolve(outcome.result));
      this.#waiting.push({ call: { method, params }, end, fail });
      if (this.#isUnderWay) return;
      this.#isUnderWay = true;
      setImmediate(() => void this.#send());
    });
  }

  async #send(): Promise<void> {
    while (this.#waiting.length > 0) {
      const asked = this.#waiting;
      this.#waiting = [];
      try {
        const outcomes = await this.#client.batch(
          asked.map(({ call }) => call),
          this.#pin,
        );
        for (const [index, outcome] of outcomes.entries()) asked[index]!.end(outcome);
      } catch (error) {
        for (const { fail } of asked) fail(error);
      }
    }
    this.#isUnderWay = false;
  }
}
