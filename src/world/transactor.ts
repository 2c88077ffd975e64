import { FaultlineError } from "../errors.ts";
import type { Chain } from "./chain.ts";
import { type Call, type MinedBlock, type RawReceipt, type Receipt, toReceipt } from "./transaction.ts";

/** Enough that no base fee of a run keeps a transaction out. */
const MAX_FEE = 10n ** 17n;
/** What a transaction may take on today's mainnet (EIP-7825). */
const MOST_GAS = 2 ** 24;
const FUNDS = `0x${(10n ** 30n).toString(16)}`;
const hex = (value: number | bigint) => `0x${value.toString(16)}`;

/**
 * Sends from any account and mines block by block. Gas, nonce and fees are always explicit: without them the node
 * re-estimates each queued transaction on the pending block and slows down a hundredfold.
 */
export class Transactor {
  readonly #chain: Chain;
  readonly #moreGas: number;
  readonly #nonces = new Map<string, number>();
  /** Transactions sent and not yet mined. */
  readonly waiting = new Map<string, Call>();

  /** @param moreGas What every transaction may take beside what its call says. */
  constructor(chain: Chain, moreGas = 0) {
    this.#chain = chain;
    this.#moreGas = moreGas;
  }

  /** Lets this process send as each account, and gives each ether for gas. */
  async adopt(accounts: readonly string[]): Promise<void> {
    await Promise.all(
      accounts.flatMap((account) => [
        this.#chain.request("hardhat_impersonateAccount", [account]),
        this.#chain.request("hardhat_setBalance", [account, FUNDS]),
      ]),
    );
    const counts = await Promise.all(
      accounts.map((account) => this.#chain.request<string>("eth_getTransactionCount", [account, "pending"])),
    );
    accounts.forEach((account, index) => {
      this.#nonces.set(account, Number(counts[index]));
    });
  }

  /** Queues transactions in the given order; the sender of each must have been adopted. Returns their hashes. */
  async send(calls: readonly Call[]): Promise<string[]> {
    const hashes = await Promise.all(
      calls.map((call) => this.#chain.request<string>("eth_sendTransaction", [this.#signed(call)])),
    );
    hashes.forEach((hash, index) => {
      this.waiting.set(hash, calls[index] as Call);
    });
    return hashes;
  }

  /** Mines one block at a time (unix seconds), at a base fee (wei) if one is given, and reads what happened in it. */
  async mine(time: number, baseFee?: bigint): Promise<MinedBlock> {
    if (baseFee !== undefined) await this.#chain.request("hardhat_setNextBlockBaseFeePerGas", [hex(baseFee)]);
    await this.#chain.request("evm_setNextBlockTimestamp", [time]);
    await this.#chain.request("evm_mine");
    return this.latest();
  }

  /**
   * Queues, mines until all are in, and fails on the first that reverted, unless they may: for setting a world up.
   */
  async settle(calls: readonly Call[], nextTime: () => Promise<number>, mayRevert = false): Promise<MinedBlock[]> {
    const blocks: MinedBlock[] = [];
    await this.send(calls);
    while (this.waiting.size > 0) {
      const block = await this.mine(await nextTime());
      blocks.push(block);
      const failed = block.receipts.find((receipt) => !receipt.succeeded);
      if (failed !== undefined && !mayRevert) throw await this.#failure(failed);
      if (block.receipts.length === 0)
        throw new FaultlineError("SETUP_STUCK", "A transaction does not fit into a block.", {
          hint: "Raise chain.blockGasLimit.",
        });
    }
    return blocks;
  }

  /** The block at the head with its receipts; forgets what was waiting and is now in it. */
  async latest(): Promise<MinedBlock> {
    const block = await this.#chain.request<
      Record<"number" | "timestamp" | "gasUsed" | "baseFeePerGas", string> & { transactions: string[] }
    >("eth_getBlockByNumber", ["latest", false]);
    const raw = await Promise.all(
      block.transactions.map((hash) => this.#chain.request<RawReceipt>("eth_getTransactionReceipt", [hash])),
    );
    for (const hash of block.transactions) this.waiting.delete(hash);
    return {
      number: Number(block.number),
      time: Number(block.timestamp),
      gasUsed: BigInt(block.gasUsed),
      baseFee: BigInt(block.baseFeePerGas),
      receipts: raw.map(toReceipt),
    };
  }

  #signed(call: Call): Record<string, string> {
    const nonce = this.#nonces.get(call.from);
    if (nonce === undefined) throw new FaultlineError("SENDER_UNKNOWN", `${call.from} was not adopted as a sender.`);
    this.#nonces.set(call.from, nonce + 1);
    return {
      from: call.from,
      to: call.to,
      data: call.data,
      gas: hex(Math.min(call.gas + this.#moreGas, MOST_GAS)),
      nonce: hex(nonce),
      maxFeePerGas: hex(MAX_FEE),
      maxPriorityFeePerGas: hex(call.tip ?? 0n),
    };
  }

  /** The reason is what the same call meets after the block: what its sender did before it in that block has happened. */
  async #failure(receipt: Receipt): Promise<FaultlineError> {
    const sent = await this.#chain.request<Record<string, string>>("eth_getTransactionByHash", [receipt.hash]);
    const { from, to, input, gas } = sent as Record<"from" | "to" | "input" | "gas", string>;
    const reason = await this.#chain.request("eth_call", [{ from, to, data: input, gas }, "latest"]).then(
      () => "it passes when it is tried again",
      (error: Error) => error.message.replace(/^VM Exception while processing transaction: /, ""),
    );
    return new FaultlineError("SETUP_REVERTED", `A set-up transaction of ${from} to ${to} reverted: ${reason}.`, {
      cause: { from, reason },
    });
  }
}
