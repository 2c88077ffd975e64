import { FaultlineError } from "../../errors.ts";
import { cover } from "../cover.ts";
import { type Pin, toHex } from "../rpc/pin.ts";
import type { RpcClient } from "../rpc/rpcClient.ts";
import type { Aggregator } from "./aggregator.ts";
import { aggregateCall, chooseAggregator } from "./chooseAggregator.ts";
import type { ViewCall } from "./viewCall.ts";
import { viewFailed } from "./viewFailed.ts";

const FIRST_CALLS = 150;
const MOST_CALLS = 1_200;
const WORKERS = 3;
/** What fewer questions in one call may cure: a node's limits on gas, size and time. */
const TOO_MUCH = new Set(["RPC_TOO_MUCH", "RPC_TIMEOUT", "RPC_REVERTED", "RPC_REFUSED", "RPC_BROKEN", "VIEW_FAILED"]);

/** Code that stands in for accounts' own in every question: what would be if an oracle said something else. */
export type Override = Record<string, { code: string }>;

export interface ReadOptions {
  /** A question that fails by itself is answered by undefined. */
  mayFail?: boolean;
  /** Told how many more are answered. */
  onDone?: ((count: number) => void) | undefined;
}

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

  /** Finds out how the node can be asked. `RPC_NO_OVERRIDE` when there is an override and the node knows none. */
  static async create(client: RpcClient, pin: Pin, override?: Override): Promise<ViewReader> {
    const reader = new ViewReader(client, pin, await chooseAggregator(client, pin));
    return override === undefined ? reader : reader.under(override);
  }

  /** Asks while accounts have other code. `RPC_NO_OVERRIDE`. */
  under(override: Override): ViewReader {
    const aggregator = this.#aggregator;
    if (aggregator?.override === undefined) {
      throw new FaultlineError("RPC_NO_OVERRIDE", "The node does not let a call see other code than the chain's.", {
        place: this.#client.place,
        hint: "Use a node that takes state overrides in eth_call.",
        exitCode: 2,
      });
    }
    return new ViewReader(this.#client, this.#pin, {
      ...aggregator,
      override: { ...override, ...aggregator.override },
    });
  }

  /** How questions travel. */
  get way(): Aggregator["name"] | "single" {
    return this.#aggregator?.name ?? "single";
  }

  /** What each call returns, in their order; `VIEW_FAILED` when one reverts or returns fewer words than it should. */
  async readAll(calls: readonly ViewCall[], onDone?: (count: number) => void): Promise<string[]> {
    return (await this.readEach(calls, { onDone })) as string[];
  }

  /** The same, with undefined for a call that fails by itself if it may. */
  async readEach(calls: readonly ViewCall[], options: ReadOptions = {}): Promise<(string | undefined)[]> {
    const answers = new Array<string | undefined>(calls.length);
    await cover([{ from: 0, to: calls.length - 1 }], {
      first: FIRST_CALLS,
      most: MOST_CALLS,
      workers: WORKERS,
      take: async ({ from, to }) => {
        const part = calls.slice(from, to + 1);
        const got = await this.#ask(part);
        for (const [index, answer] of got.entries()) {
          const call = part[index]!;
          // Among others a call may only have run out of what they left it.
          const isWhole = answer !== undefined && answer.length >= 2 + 64 * call.words;
          if (!isWhole && !(options.mayFail && part.length === 1))
            throw viewFailed(call, this.#client.place, this.#pin.number);
          answers[from + index] = isWhole ? answer : undefined;
        }
        options.onDone?.(part.length);
      },
      isTooMuch: (error) => error instanceof FaultlineError && TOO_MUCH.has(error.code),
    });
    return answers;
  }

  async #ask(calls: readonly ViewCall[]): Promise<readonly (string | undefined)[]> {
    return this.#aggregator === undefined ? this.#oneByOne(calls) : this.#together(this.#aggregator, calls);
  }

  async #together(aggregator: Aggregator, calls: readonly ViewCall[]): Promise<readonly (string | undefined)[]> {
    const { method, params } = aggregateCall(aggregator, aggregator.encode(calls), this.#pin);
    const data = await this.#client.call(method, params, this.#pin, calls.length > 1);
    const answers = typeof data === "string" ? aggregator.decode(data, calls.length) : undefined;
    if (answers !== undefined) return answers;
    throw new FaultlineError("RPC_GARBLED", "The node answers a call of many questions with something else.", {
      place: this.#client.place,
      hint: "Use another node: this one's answers are cut off.",
    });
  }

  async #oneByOne(calls: readonly ViewCall[]): Promise<(string | undefined)[]> {
    const at = toHex(this.#pin.number);
    const asked = calls.map(({ to, data }) => ({ method: "eth_call", params: [{ to, data }, at] }));
    return (await this.#client.batch(asked, this.#pin)).map((outcome) => {
      if ("result" in outcome) return typeof outcome.result === "string" ? outcome.result : undefined;
      if (outcome.fault.code === "RPC_REVERTED") return undefined;
      throw outcome.fault;
    });
  }
}
