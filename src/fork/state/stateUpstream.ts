import { keccak256, toUtf8Bytes } from "ethers";
import type { ForkState } from "./forkState.ts";
import type { Misses } from "./misses.ts";
import type { Upstream } from "./upstream.ts";
import { wordOf } from "./words.ts";

const ZERO = wordOf(0n);
const NO_TRANSACTIONS = "0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421";
const NO_UNCLES = "0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347";
/** Of a block whose limit is not known. */
const GAS_LIMIT = 30_000_000;
const quantity = (value: bigint | number) => `0x${value.toString(16)}`;

/**
 * Answers what a node asks of the chain that it forks, out of a recorded state. The node looks up what it does not hold
 * itself, so whatever comes here and is not in the state was read and is unknown: exact, for transactions and calls, and
 * at no cost to what is known. Throws for what a state cannot answer.
 */
export class StateUpstream implements Upstream {
  readonly #state: ForkState;
  readonly #chainId: number;
  readonly #misses: Misses;
  /** How many requests came. */
  asked = 0;

  constructor(state: ForkState, chainId: number, misses: Misses) {
    this.#state = state;
    this.#chainId = chainId;
    this.#misses = misses;
  }

  answer(method: string, [first, second]: readonly unknown[]): unknown {
    const { block } = this.#state;
    this.asked++;
    switch (method) {
      case "eth_chainId":
        return quantity(this.#chainId);
      case "net_version":
        return String(this.#chainId);
      case "eth_blockNumber":
        return quantity(block.number);
      case "eth_getBlockByNumber":
        if (first === quantity(block.number)) return this.#block();
        break;
      case "eth_getBlockByHash":
        return first === this.#hash() ? this.#block() : null;
      case "eth_getTransactionByHash":
      case "eth_getTransactionReceipt":
        return null;
      case "eth_getBalance":
        return quantity(this.#account(first)?.balance ?? 0n);
      case "eth_getTransactionCount":
        return quantity(this.#account(first)?.nonce ?? 0n);
      case "eth_getCode":
        return this.#account(first)?.code ?? "0x";
      case "eth_getStorageAt":
        return this.#slot(String(first).toLowerCase(), wordOf(BigInt(String(second))));
    }
    throw new Error(`A recorded state cannot answer ${method}.`);
  }

  #account(address: unknown) {
    const key = String(address).toLowerCase();
    const account = this.#state.accounts.get(key);
    if (account === undefined) this.#misses.account(key);
    return account;
  }

  #slot(account: string, slot: string): string {
    const value = this.#state.storage.get(account)?.get(slot);
    if (value === undefined) this.#misses.slot(account, slot);
    return value ?? ZERO;
  }

  /** A format without the block's hash gets one that stands for its number and time. */
  #hash(): string {
    const { hash, number, timestamp } = this.#state.block;
    return hash ?? keccak256(toUtf8Bytes(`recorded block ${number} at ${timestamp}`));
  }

  #block() {
    const { number, timestamp, baseFee, gasLimit = GAS_LIMIT } = this.#state.block;
    // Half full, so that the next base fee is this one's, where it is not known.
    const { gasUsed = Math.floor(gasLimit / 2) } = this.#state.block;
    return {
      number: quantity(number),
      timestamp: quantity(timestamp),
      hash: this.#hash(),
      baseFeePerGas: quantity(baseFee ?? 0n),
      parentHash: ZERO,
      stateRoot: ZERO,
      mixHash: ZERO,
      parentBeaconBlockRoot: ZERO,
      withdrawalsRoot: NO_TRANSACTIONS,
      transactionsRoot: NO_TRANSACTIONS,
      receiptsRoot: NO_TRANSACTIONS,
      sha3Uncles: NO_UNCLES,
      logsBloom: `0x${"0".repeat(512)}`,
      miner: `0x${"0".repeat(40)}`,
      nonce: "0x0000000000000000",
      extraData: "0x",
      difficulty: "0x0",
      totalDifficulty: "0x0",
      size: "0x0",
      gasLimit: quantity(gasLimit),
      gasUsed: quantity(gasUsed),
      blobGasUsed: "0x0",
      excessBlobGas: "0x0",
      transactions: [],
      uncles: [],
      withdrawals: [],
    };
  }
}
