import { badInput } from "../../errors.ts";
import { type ForkState, putSlot } from "./forkState.ts";
import type { Upstream } from "./upstream.ts";
import { wordOf } from "./words.ts";

/** The parts of a block that a state keeps. */
type Block = Record<"number" | "timestamp" | "hash" | "gasLimit" | "gasUsed", string> & { baseFeePerGas?: string };

/**
 * Stands between a node and the chain that it forks, and keeps what the node was told of one block: with that the same
 * run goes on from a file. What the node was refused is not kept.
 */
export class RecordingUpstream implements Upstream {
  readonly #inner: Upstream;
  readonly #number: bigint;
  readonly #parts = new Map<string, { balance?: bigint; nonce?: bigint; code?: string }>();
  readonly #storage: ForkState["storage"] = new Map();
  #chainId: number | undefined;
  #block: Block | undefined;

  /** @param number The block that is forked; answers of others are passed on and not kept. */
  constructor(inner: Upstream, number: number) {
    this.#inner = inner;
    this.#number = BigInt(number);
  }

  async answer(method: string, params: readonly unknown[]): Promise<unknown> {
    const answer = await this.#inner.answer(method, params);
    this.#keep(method, params, answer);
    return answer;
  }

  /** What was told so far. `RECORD_EMPTY` before the node has asked for the block. */
  state(): ForkState {
    if (this.#block === undefined) {
      throw badInput("RECORD_EMPTY", `Nothing of block ${this.#number} was read, so there is nothing to record.`, {
        hint: "Record while the chain is forked at that block.",
      });
    }
    const { number, timestamp, hash, baseFeePerGas, gasLimit, gasUsed } = this.#block;
    const state: ForkState = {
      chainId: this.#chainId,
      block: {
        number: Number(number),
        timestamp: Number(timestamp),
        hash,
        baseFee: baseFeePerGas === undefined ? undefined : BigInt(baseFeePerGas),
        gasLimit: Number(gasLimit),
        gasUsed: Number(gasUsed),
      },
      accounts: new Map(),
      storage: new Map(),
    };
    for (const [account, { balance, nonce, code }] of this.#parts) {
      // A node asks for all three at once; one alone says nothing of the others.
      if (balance === undefined || nonce === undefined || code === undefined) continue;
      state.accounts.set(account, { balance, nonce, code });
    }
    for (const [account, slots] of this.#storage) {
      if (state.accounts.has(account)) state.storage.set(account, new Map(slots));
    }
    return state;
  }

  #keep(method: string, [first, second, third]: readonly unknown[], answer: unknown): void {
    if (method === "eth_chainId") this.#chainId = Number(answer);
    if (method === "eth_getBlockByNumber" && this.#isPinned(first)) this.#block = answer as Block;
    if (method === "eth_getStorageAt" && this.#isPinned(third)) {
      const slot = wordOf(BigInt(String(second)));
      putSlot({ storage: this.#storage }, lower(first), slot, wordOf(BigInt(String(answer))));
    }
    if (!this.#isPinned(second)) return;
    if (method === "eth_getBalance") this.#part(first).balance = BigInt(String(answer));
    if (method === "eth_getTransactionCount") this.#part(first).nonce = BigInt(String(answer));
    if (method === "eth_getCode") this.#part(first).code = lower(answer);
  }

  #part(account: unknown) {
    const part = this.#parts.get(lower(account)) ?? {};
    this.#parts.set(lower(account), part);
    return part;
  }

  #isPinned(block: unknown): boolean {
    return typeof block === "string" && /^0x[0-9a-f]+$/i.test(block) && BigInt(block) === this.#number;
  }
}

function lower(value: unknown): string {
  return String(value).toLowerCase();
}
