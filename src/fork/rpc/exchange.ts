import { type Answer, answersOf } from "./answersOf.ts";
import { type Pin, pinCall, pinTrouble } from "./pin.ts";
import { post, type Reply } from "./post.ts";
import type { RequestCounter } from "./requestCounter.ts";
import type { RpcCall } from "./rpcCall.ts";
import { type Trouble, troubleOf } from "./trouble.ts";

const MISSING: Trouble = { kind: "garbled", said: "one is missing" };

/** What one post brought of each of its calls, in their order, or what befell it as a whole. */
export type Exchanged = { whole: Trouble } | { each: ({ result: unknown } | { trouble: Trouble })[] };

/** Posts to one node. Ids never repeat, so that an answer kept from an earlier question is found out. */
export class Exchange {
  readonly #url: string;
  readonly #place: string;
  readonly #counter: RequestCounter;
  #lastId = 0;

  constructor(url: string, place: string, counter: RequestCounter) {
    this.#url = url;
    this.#place = place;
    this.#counter = counter;
  }

  /** Asks once, the pin along with the calls, or behind them where a post may hold but one. */
  async ask(
    calls: readonly RpcCall[],
    pin: Pin | undefined,
    single: boolean,
    signals: () => AbortSignal[],
  ): Promise<Exchanged> {
    const asked = pin === undefined || single ? calls : [...calls, pinCall(pin)];
    const answers = await this.#post(asked, signals());
    if ("trouble" in answers) return { whole: answers.trouble };
    if (pin !== undefined) {
      const held = single ? await this.#post([pinCall(pin)], signals()) : answers;
      if ("trouble" in held) return { whole: held.trouble };
      const trouble = pinTrouble(pin, held.list.at(-1), this.#place, single ? [] : calls);
      if (trouble !== undefined) return { whole: trouble };
    }
    const each = calls.map((call, index) => {
      const answer = answers.list[index];
      if (answer === undefined) return { trouble: MISSING };
      return "error" in answer ? { trouble: troubleOf(answer.error, [call]) } : answer;
    });
    // Some nodes refuse a batch by refusing each call in it.
    const refusal = troublesOf({ each }).find(({ kind }) => kind === "batchRefused");
    return refusal === undefined ? { each } : { whole: refusal };
  }

  async #post(
    calls: readonly RpcCall[],
    signals: AbortSignal[],
  ): Promise<{ list: (Answer | undefined)[] } | { trouble: Trouble }> {
    const requests = calls.map(({ method, params }) => ({ jsonrpc: "2.0", id: ++this.#lastId, method, params }));
    this.#counter.add(calls.map(({ method }) => method));
    const reply: Reply = await post(this.#url, requests.length === 1 ? requests[0] : requests, signals);
    if ("trouble" in reply) return reply;
    const ids = requests.map(({ id }) => id);
    const read = answersOf(reply.body, ids);
    if ("trouble" in read) return read;
    if ("refusal" in read) return { trouble: troubleOf(read.refusal, calls) };
    return { list: ids.map((id) => read.answers.get(id)) };
  }
}

/** Everything that went wrong in one post. */
export function troublesOf(got: Exchanged): Trouble[] {
  if ("whole" in got) return [got.whole];
  return got.each.flatMap((one) => ("trouble" in one ? [one.trouble] : []));
}
