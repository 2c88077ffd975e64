import { type Chain, openChain } from "../../src/world/chain.ts";
import { GAS } from "../../src/world/encode.ts";
import { Transactor } from "../../src/world/transactor.ts";

const START = 1_710_000_000;
/** What a block takes at most by the limits of its transactions; the rest is room for those that mine themselves. */
const FULL = 55_000_000;

/** A transaction by what it does, where, and who sends it. */
export interface UpstreamCall {
  from: string;
  to: string;
  data: string;
  gas?: number;
}

/**
 * A chain that plays a real one. Its clock goes a second a transaction, whether blocks mine themselves or are filled,
 * so that it is the same each time, and whoever goes on from it with blocks that mine themselves goes on in time.
 */
export class UpstreamChain {
  static readonly BLOCK_GAS = 60_000_000;
  readonly chain: Chain;
  readonly transactor: Transactor;

  private constructor(chain: Chain) {
    this.chain = chain;
    this.transactor = new Transactor(chain);
  }

  static async open(): Promise<UpstreamChain> {
    const blockGasLimit = UpstreamChain.BLOCK_GAS;
    return new UpstreamChain(await openChain({ startTime: START, blockGasLimit, order: "priority" }));
  }

  get ethers() {
    return this.chain.connection.ethers;
  }

  /** Sends in as many blocks as that takes; each must pass. */
  async send(calls: readonly UpstreamCall[]): Promise<void> {
    // Told to the node alone: the chain would stop its clock.
    const automine = (on: boolean) =>
      this.chain.connection.provider.request({ method: "evm_setAutomine", params: [on] });
    await automine(false);
    let block: (UpstreamCall & { gas: number })[] = [];
    for (const { gas = GAS.borrow, ...call } of calls) {
      if (block.reduce((sum, each) => sum + each.gas, gas) > FULL) {
        await this.#mine(block);
        block = [];
      }
      block.push({ ...call, gas });
    }
    await this.#mine(block);
    await automine(true);
  }

  async #mine(calls: readonly (UpstreamCall & { gas: number })[]): Promise<void> {
    if (calls.length === 0) return;
    await this.transactor.send(calls);
    await this.chain.request("evm_mine");
    const { receipts } = await this.transactor.latest();
    const failed = receipts.findIndex(({ succeeded }) => !succeeded);
    if (failed >= 0 || receipts.length !== calls.length) {
      const { from, to, data } = calls[failed]!;
      const reason = await this.chain
        .request("eth_call", [{ from, to, data }, "latest"])
        .catch((error) => error.message);
      throw new Error(`A call of ${from} to ${to} with ${data.slice(0, 10)} does not pass upstream: ${reason}`);
    }
  }
}
