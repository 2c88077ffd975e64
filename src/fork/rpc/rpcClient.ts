import { badInput, type FaultlineError } from "../../errors.ts";
import { Exchange, troublesOf } from "./exchange.ts";
import { Gate } from "./gate.ts";
import { Pauses } from "./pauses.ts";
import type { Pin } from "./pin.ts";
import { RequestCounter } from "./requestCounter.ts";
import type { RpcCall } from "./rpcCall.ts";
import { retriesOf, rpcFault } from "./rpcFault.ts";
import type { RpcOptions } from "./rpcOptions.ts";
import { shownUrl } from "./shownUrl.ts";
import type { Trouble } from "./trouble.ts";

/** Troubles of a whole post that fewer calls in it may cure, and those that may come of its being a batch at all. */
const CURED_BY_LESS = new Set<Trouble["kind"]>(["tooMuch", "timeout", "rangeLimit"]);
const CURED_BY_ONE = new Set<Trouble["kind"]>(["batchRefused", "refused", "noMethod"]);

/** What a call ends in: a result, or an error with a code. */
export type Outcome = { result: unknown } | { fault: FaultlineError };

type Try = { call: RpcCall; end(outcome: Outcome): void };

/**
 * Asks a node over HTTP. Calls travel in batches of bounded size; what is lost, late, cut, mixed up or refused for now
 * is asked again after a pause, and each call ends in a result or in an error with a code.
 */
export class RpcClient {
  /** The node as it may be shown. */
  readonly place: string;
  readonly counter: RequestCounter;
  readonly #exchange: Exchange;
  readonly #gate: Gate;
  readonly #timeoutMs: number;
  readonly #retries: number;
  readonly #deadline: AbortSignal | undefined;
  readonly #pauses: Pauses;
  #most: number;

  /** `RPC_ADDRESS` when the URL is none of http or https. */
  constructor(url: string, options: RpcOptions = {}) {
    if (!URL.canParse(url) || !/^https?:/.test(url)) {
      throw badInput("RPC_ADDRESS", "The address of a node begins with http:// or https://.", {
        place: "--rpc",
        hint: "For example http://127.0.0.1:8545.",
      });
    }
    this.place = shownUrl(url);
    this.counter = options.counter ?? new RequestCounter();
    this.#exchange = new Exchange(url, this.place, this.counter);
    this.#gate = new Gate(options.concurrency ?? 4);
    this.#timeoutMs = options.timeoutMs ?? 20_000;
    this.#retries = options.retries ?? Number.POSITIVE_INFINITY;
    this.#deadline = options.deadline;
    this.#pauses = new Pauses(options.wait, options.deadline);
    this.#most = options.batch ?? 50;
  }

  /** The result of one call, or its error thrown. */
  async call(method: string, params: readonly unknown[], pin?: Pin, hurried = false): Promise<unknown> {
    const [outcome] = (await this.batch([{ method, params, hurried }], pin)) as [Outcome];
    if ("fault" in outcome) throw outcome.fault;
    return outcome.result;
  }

  /**
   * The outcomes of calls, in their order. With a pin, answers count only from a node that has that very block:
   * `RPC_BEHIND` for calls that none such answers; `RPC_REORG` is thrown.
   */
  async batch(calls: readonly RpcCall[], pin?: Pin): Promise<Outcome[]> {
    const outcomes = new Array<Outcome>(calls.length);
    const tries = calls.map((call, index) => ({
      call,
      end: (outcome: Outcome) => {
        outcomes[index] = outcome;
      },
    }));
    await this.#settle(tries, pin, 0);
    return outcomes;
  }

  async #settle(tries: readonly Try[], pin: Pin | undefined, attempt: number): Promise<void> {
    const size = Math.max(1, pin === undefined ? this.#most : this.#most - 1);
    const parts: Promise<void>[] = [];
    for (let i = 0; i < tries.length; i += size) parts.push(this.#settlePart(tries.slice(i, i + size), pin, attempt));
    const failed = (await Promise.allSettled(parts)).find((part) => part.status === "rejected");
    if (failed !== undefined) throw failed.reason;
  }

  async #settlePart(tries: readonly Try[], pin: Pin | undefined, attempt: number): Promise<void> {
    const calls = tries.map(({ call }) => call);
    const signals = () => [AbortSignal.timeout(this.#timeoutMs), ...(this.#deadline ? [this.#deadline] : [])];
    let isBatch = calls.length > 1;
    const got = await this.#gate.run(async () => {
      await this.#pauses.quiet;
      isBatch ||= pin !== undefined && this.#most > 1;
      const answered = await this.#exchange.ask(calls, pin, this.#most === 1, signals);
      this.#pauses.heed(troublesOf(answered), attempt);
      return answered;
    });
    if ("whole" in got) {
      const size = calls.length + (pin === undefined ? 0 : 1);
      const shrinks =
        (isBatch && CURED_BY_ONE.has(got.whole.kind)) || (calls.length > 1 && CURED_BY_LESS.has(got.whole.kind));
      if (shrinks) this.#most = Math.min(this.#most, Math.ceil(size / 2));
      if (shrinks && got.whole.kind !== "timeout") return this.#settle(tries, pin, attempt);
      return this.#again(tries, got.whole, pin, attempt);
    }
    const left: Try[] = [];
    let worst: Trouble | undefined;
    for (const [index, one] of got.each.entries()) {
      const { call, end } = tries[index]!;
      if ("result" in one) end(one);
      else if (this.#isWorth(one.trouble, attempt, call)) {
        left.push(tries[index]!);
        worst = one.trouble;
      } else end({ fault: rpcFault(one.trouble, `${this.place} ${call.method}`) });
    }
    if (worst !== undefined) await this.#again(left, worst, pin, attempt);
  }

  /** Asks again after a pause, or ends the calls where that is of no use any more. */
  async #again(tries: readonly Try[], trouble: Trouble, pin: Pin | undefined, attempt: number): Promise<void> {
    let last = trouble;
    const isWorth = this.#isWorth(trouble, attempt, tries[0]!.call) && this.#pauses.isBearable(trouble, attempt);
    if (isWorth && !this.#deadline?.aborted) {
      await this.#pauses.after(trouble, attempt);
      if (!this.#deadline?.aborted) return this.#settle(tries, pin, attempt + 1);
    }
    if (this.#deadline?.aborted) last = { kind: "dead", said: trouble.said };
    for (const { call, end } of tries) end({ fault: rpcFault(last, `${this.place} ${call.method}`) });
  }

  #isWorth({ kind }: Trouble, attempt: number, { hurried }: RpcCall): boolean {
    return Math.min(this.#retries, retriesOf(kind)) > attempt && !(hurried && kind === "timeout");
  }
}
