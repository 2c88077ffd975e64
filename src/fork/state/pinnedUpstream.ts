import { blockImage, hashOf } from "./blockImage.ts";
import type { ForkBlock } from "./forkState.ts";
import type { StateReader } from "./stateReader.ts";
import type { Upstream } from "./upstream.ts";
import { wordOf } from "./words.ts";

const quantity = (value: bigint | number) => `0x${value.toString(16)}`;

/** What a forked chain is shown of the one it goes on from. */
export interface Pinned {
  chainId: number;
  block: ForkBlock;
  /** The newest block that there is said to be. A node keeps no answer about a block near it and asks anew each time. */
  head: number;
}

/**
 * Answers what a node asks of the chain that it forks, at one block and no other. It knows few questions: state at that
 * block, and blocks up to it. Whatever depends on more, such as the fees of today, would be another answer tomorrow and
 * none for a recorded state, and is refused.
 */
export class PinnedUpstream implements Upstream {
  readonly #reader: StateReader;
  readonly #pinned: Pinned;
  /** How many requests came. */
  asked = 0;

  constructor(reader: StateReader, pinned: Pinned) {
    this.#reader = reader;
    this.#pinned = pinned;
  }

  async answer(method: string, [first, second, third]: readonly unknown[]): Promise<unknown> {
    const { chainId, block, head } = this.#pinned;
    this.asked++;
    switch (method) {
      case "eth_chainId":
        return quantity(chainId);
      case "net_version":
        return String(chainId);
      case "eth_blockNumber":
        return quantity(head);
      case "eth_getBlockByNumber": {
        if (this.#isPinned(first)) return blockImage(block);
        const number = Number(first);
        if (!(number < block.number)) break;
        return blockImage(await this.#reader.ancestor(number));
      }
      case "eth_getBlockByHash":
        return first === hashOf(block) ? blockImage(block) : null;
      case "eth_getTransactionByHash":
      case "eth_getTransactionReceipt":
        return null;
      case "eth_getBalance":
        if (!this.#isPinned(second)) break;
        return quantity((await this.#account(first))?.balance ?? 0n);
      case "eth_getTransactionCount":
        if (!this.#isPinned(second)) break;
        return quantity((await this.#account(first))?.nonce ?? 0n);
      case "eth_getCode":
        if (!this.#isPinned(second)) break;
        return (await this.#account(first))?.code ?? "0x";
      case "eth_getStorageAt":
        if (!this.#isPinned(third)) break;
        return this.#reader.slot(String(first).toLowerCase(), wordOf(BigInt(String(second))));
    }
    throw new Error(`A fork of block ${block.number} cannot answer ${method} of anything else.`);
  }

  #account(address: unknown) {
    return this.#reader.account(String(address).toLowerCase());
  }

  #isPinned(block: unknown): boolean {
    return block === quantity(this.#pinned.block.number);
  }
}
