import { concat } from "ethers";
import { FaultlineError } from "../../errors.ts";
import { type Pin, toHex } from "../rpc/pin.ts";
import type { RpcClient } from "../rpc/rpcClient.ts";
import type { ForkAccount, ForkBlock } from "../state/forkState.ts";
import type { StateReader } from "../state/stateReader.ts";

/** Answers call data, slot by slot, with what the account that runs it keeps there: a loop over SLOAD. */
const READS_SLOTS = "0x60005b36811460145780355481526020016002565b366000f3";
/** Of a slot in hexadecimal digits. */
const WORD = 64;
/** Slots in one call: two million gas, and answers of 32 kB. */
const MOST = 1_000;
/** Below this a call of each slot travels in one post as well. */
const LEAST = 20;
/** How a node says that it cannot, or will not, run other code than the chain's. */
const REFUSALS = new Set([
  ...["RPC_REVERTED", "RPC_REFUSED", "RPC_NO_METHOD", "RPC_NO_OVERRIDE"],
  ...["RPC_TOO_MUCH", "RPC_TIMEOUT", "RPC_BROKEN"],
]);

/** Reads many slots of one contract in one call, by code that the call lends it, where a node lets a call do so. */
export class BulkReader implements StateReader {
  readonly #inner: StateReader;
  readonly #client: RpcClient;
  readonly #pin: Pin;
  readonly #ahead = new Map<string, string>();
  #isRefused = false;

  constructor(inner: StateReader, client: RpcClient, pin: Pin) {
    this.#inner = inner;
    this.#client = client;
    this.#pin = pin;
  }

  /** Fetches slots, which are then told once each. Those that the node did not give are asked for as ever. */
  async fetch(account: string, slots: readonly string[]): Promise<void> {
    for (let from = 0; from < slots.length; from += MOST) {
      const part = slots.slice(from, from + MOST);
      if (this.#isRefused || part.length < LEAST) return;
      const told = await this.#ask(account, concat(part));
      if (told === undefined) this.#isRefused = true;
      else
        part.forEach(
          (slot, i) => void this.#ahead.set(account + slot, `0x${told.slice(2 + i * WORD, 2 + (i + 1) * WORD)}`),
        );
    }
  }

  account(address: string): Promise<ForkAccount | undefined> | ForkAccount | undefined {
    return this.#inner.account(address);
  }

  async slot(account: string, slot: string): Promise<string> {
    const told = this.#ahead.get(account + slot);
    this.#ahead.delete(account + slot);
    return told ?? this.#inner.slot(account, slot);
  }

  ancestor(number: number): Promise<ForkBlock> | ForkBlock {
    return this.#inner.ancestor(number);
  }

  /** Words as many as asked; undefined from a node that passes the lent code over, or refuses. */
  async #ask(account: string, data: string): Promise<string | undefined> {
    const params = [{ to: account, data }, toHex(this.#pin.number), { [account]: { code: READS_SLOTS } }];
    try {
      const told = await this.#client.call("eth_call", params, this.#pin, true);
      const isWhole = typeof told === "string" && /^0x[0-9a-f]*$/i.test(told) && told.length === data.length;
      return isWhole ? told.toLowerCase() : undefined;
    } catch (error) {
      if (error instanceof FaultlineError && REFUSALS.has(error.code)) return undefined;
      throw error;
    }
  }
}
