import { z } from "zod";
import { type Pin, toHex } from "../rpc/pin.ts";
import type { RpcClient } from "../rpc/rpcClient.ts";
import { rpcFault } from "../rpc/rpcFault.ts";
import type { ForkAccount, ForkBlock } from "../state/forkState.ts";
import type { StateReader } from "../state/stateReader.ts";
import { wordOf } from "../state/words.ts";
import { Batcher } from "./batcher.ts";

const quantity = z
  .string()
  .regex(/^0x[0-9a-f]{1,64}$/i)
  .transform(BigInt);
const code = z
  .string()
  .regex(/^0x([0-9a-f]{2})*$/i)
  .toLowerCase();
const count = quantity.pipe(z.bigint().max(BigInt(Number.MAX_SAFE_INTEGER))).transform(Number);
const blockSchema = z.object({
  number: count,
  timestamp: count,
  hash: z
    .string()
    .regex(/^0x[0-9a-f]{64}$/i)
    .toLowerCase(),
  baseFeePerGas: quantity.optional(),
  gasLimit: count,
  gasUsed: count,
});

/** Reads a chain's state at a pinned block from a node; each answer comes from one that has that very block. */
export class NodeReader implements StateReader {
  readonly #batcher: Batcher;
  readonly #place: string;
  readonly #at: string;

  constructor(client: RpcClient, pin: Pin) {
    this.#batcher = new Batcher(client, pin);
    this.#place = client.place;
    this.#at = toHex(pin.number);
  }

  async account(address: string): Promise<ForkAccount> {
    const [balance, nonce, bytes] = await Promise.all([
      this.#ask(quantity, "eth_getBalance", address, this.#at),
      this.#ask(quantity, "eth_getTransactionCount", address, this.#at),
      this.#ask(code, "eth_getCode", address, this.#at),
    ]);
    return { balance, nonce, code: bytes };
  }

  async slot(account: string, slot: string): Promise<string> {
    return wordOf(await this.#ask(quantity, "eth_getStorageAt", account, toHex(BigInt(slot)), this.#at));
  }

  ancestor(number: number): Promise<ForkBlock> {
    return this.block(number);
  }

  async block(wanted: number): Promise<ForkBlock> {
    const block = await this.#ask(blockSchema, "eth_getBlockByNumber", toHex(wanted), false);
    const { number, timestamp, hash, baseFeePerGas, gasLimit, gasUsed } = block;
    if (number !== wanted) throw this.#garbled("eth_getBlockByNumber");
    return { number, timestamp, hash, baseFee: baseFeePerGas, gasLimit, gasUsed };
  }

  async #ask<T>(schema: z.ZodType<T>, method: string, ...params: unknown[]): Promise<T> {
    const { success, data } = schema.safeParse(await this.#batcher.ask(method, params));
    if (!success) throw this.#garbled(method);
    return data;
  }

  #garbled(method: string) {
    return rpcFault({ kind: "garbled", said: "one is something else than what was asked" }, `${this.#place} ${method}`);
  }
}
