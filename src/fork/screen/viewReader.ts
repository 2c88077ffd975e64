import { FaultlineError } from "../../errors.ts";
import { cover } from "../cover.ts";
import { type Pin, toHex } from "../rpc/pin.ts";
import type { RpcClient } from "../rpc/rpcClient.ts";
import type { Aggregator } from "./aggregator.ts";
import { aggregateCall, chooseAggregator } from "./chooseAggregator.ts";
import type { ViewCall } from "./viewCall.ts";

const FIRST_CALLS = 150;
const MOST_CALLS = 1_200;
const WORKERS = 3;
/** What fewer questions in one call may cure: a node's limits on gas, size and time. */
const TOO_MUCH = new Set(["RPC_TOO_MUCH", "RPC_TIMEOUT", "RPC_REVERTED", "RPC_REFUSED", "RPC_BROKEN", "VIEW_FAILED"]);

/** Asks contracts at a pinned block, as many questions at once as the node bears. */
export class ViewReader {
  readonly #client: RpcClient;
  readonly #pin: Pin;
  readonly #aggregator: Aggregator | undefined;

  private constructor(client: RpcClient, pin: Pin, aggregator: Aggregator | undefined) {
    this.#client = client;
    this.#pin = pin;
    this.#aggregator = aggregator;
  }

  static async create(client: RpcClient, pin: Pin): Promise<ViewReader> {
    return new ViewReader(client, pin, await chooseAggregator(client, pin));
  }

  /** How questions travel. */
  get way(): Aggregator["name"] | "single" {
    return this.#aggregator?.name ?? "single";
  }

  /** What each call returns, in their order; `VIEW_FAILED` when one reverts or returns less than `words` words. */
  async readAll(calls: readonly ViewCall[], words = 1, onDone?: (count: number) => void): Promise<string[]> {
    const answers = new Array<string>(calls.length);
    await cover([{ from: 0, to: calls.length - 1 }], {
      first: FIRST_CALLS,
      most: MOST_CALLS,
      workers: WORKERS,
      take: async ({ from, to }) => {
        const part = calls.slice(from, to + 1);
        const got = this.#aggregator ? await this.#together(this.#aggregator, part) : await this.#oneByOne(part);
        for (const [index, answer] of got.entries()) answers[from + index] = this.#checked(answer, part[index]!, words);
        onDone?.(part.length);
      },
      isTooMuch: (error) => error instanceof FaultlineError && TOO_MUCH.has(error.code),
    });
    return answers;
  }

  async #together(aggregator: Aggregator, calls: readonly ViewCall[]): Promise<readonly (string | undefined)[]> {
    const { method, params } = aggregateCall(aggregator, aggregator.encode(calls), this.#pin);
    const data = await this.#client.call(method, params, this.#pin);
    const answers = typeof data === "string" ? aggregator.decode(data, calls.length) : undefined;
    if (answers !== undefined) return answers;
    throw new FaultlineError("RPC_GARBLED", "The node answers a call of many questions with something else.", {
      place: this.#client.place,
      hint: "Use another node: this one's answers are cut off.",
    });
  }

  async #oneByOne(calls: readonly ViewCall[]): Promise<(string | undefined)[]> {
    const at = toHex(this.#pin.number);
    const asked = calls.map((call) => ({ method: "eth_call", params: [call, at] }));
    return (await this.#client.batch(asked, this.#pin)).map((outcome) => {
      if ("result" in outcome) return typeof outcome.result === "string" ? outcome.result : undefined;
      if (outcome.fault.code === "RPC_REVERTED") return undefined;
      throw outcome.fault;
    });
  }

  #checked(answer: string | undefined, { to, data }: ViewCall, words: number): string {
    if (answer !== undefined && answer.length >= 2 + 64 * words) return answer;
    throw new FaultlineError("VIEW_FAILED", `The contract ${to} does not answer ${data.slice(0, 10)}.`, {
      place: `${this.#client.place}, block ${this.#pin.number}`,
      hint: `The call was ${data}: check that the address is of the protocol and chain in use.`,
      exitCode: 2,
    });
  }
}
