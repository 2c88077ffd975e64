import { FaultlineError } from "../errors.ts";
import { SETUP_SECONDS } from "../scenario/timeline.ts";
import type { Chain } from "./chain.ts";
import type { Call, MinedBlock } from "./transaction.ts";
import type { Transactor } from "./transactor.ts";

/** Room for a set-up block, however little a block of the run holds. */
export const SETUP_GAS = 60_000_000;
const ONE_GWEI = "0x3b9aca00";
/** Half of the set-up's time belongs to deploying, so that one contract more shifts no interest of the population. */
const FOR_POPULATION = SETUP_SECONDS / 2;

/** Gives each set-up block a second of its own and the same base fee, whatever machine it runs on. */
export class SetupClock {
  /** Timestamp of the last set-up block: one block before the run begins. */
  readonly end: number;
  readonly #chain: Chain;
  #now: number;

  private constructor(chain: Chain, now: number, end: number) {
    this.#chain = chain;
    this.#now = now;
    this.end = end;
  }

  static async start(chain: Chain, end: number): Promise<SetupClock> {
    const head = await chain.request<{ timestamp: string }>("eth_getBlockByNumber", ["latest", false]);
    return new SetupClock(chain, Math.max(Number(head.timestamp), end - FOR_POPULATION), end);
  }

  /** Sends the calls and mines until all are in; each must succeed. */
  async settle(transactor: Transactor, calls: readonly Call[]): Promise<MinedBlock[]> {
    return transactor.settle(calls, () => this.#tick());
  }

  /** The same where some may revert. */
  async attempt(transactor: Transactor, calls: readonly Call[]): Promise<MinedBlock[]> {
    return transactor.settle(calls, () => this.#tick(), true);
  }

  /** Lets time pass until `before` seconds are left of the set-up, if there are more; mines nothing. */
  skipToEnd(before: number): void {
    this.#now = Math.max(this.#now, this.end - before);
  }

  /** Mines `count` blocks with nothing in them. */
  async idle(chain: Chain, count: number): Promise<void> {
    for (let i = 0; i < count; i++) {
      await chain.request("evm_setNextBlockTimestamp", [await this.#tick()]);
      await chain.request("evm_mine");
    }
  }

  /** Mines the last set-up block, with these calls in it. */
  async finish(transactor: Transactor, calls: readonly Call[]): Promise<MinedBlock[]> {
    return transactor.settle(calls, async () => {
      await this.#chain.request("hardhat_setNextBlockBaseFeePerGas", [ONE_GWEI]);
      return this.end;
    });
  }

  async #tick(): Promise<number> {
    this.#now += 1;
    if (this.#now >= this.end) {
      throw new FaultlineError("SETUP_TOO_LONG", "The set-up needs more blocks than there are seconds for it.", {
        hint: "Raise chain.blockGasLimit or lower the number of accounts.",
      });
    }
    await this.#chain.request("hardhat_setNextBlockBaseFeePerGas", [ONE_GWEI]);
    return this.#now;
  }
}
