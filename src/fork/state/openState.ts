import { type Chain, openChain } from "../../world/chain.ts";
import type { ForkState } from "./forkState.ts";
import { GuardedUpstream } from "./guardedUpstream.ts";
import { Misses, type MissReport } from "./misses.ts";
import { PinnedUpstream } from "./pinnedUpstream.ts";
import { putState } from "./putState.ts";
import { RecordedReader } from "./recordedReader.ts";
import { serveUpstream } from "./serveUpstream.ts";
import { settledRequests } from "./settledRequests.ts";
import { wordOf } from "./words.ts";

export interface StateOptions {
  /** What errors call the state. */
  file: string;
  blockGasLimit: number;
  order: "priority" | "fifo";
  /** Fail on the first read of something that the state does not hold. */
  strict?: boolean;
  /** The chain of a state that does not name it; Ethereum if absent. */
  chainId?: number | undefined;
}

/** A chain that goes on from a recorded state. */
export interface StateChain extends Chain {
  /** Tells of accounts that did not exist on the recorded chain, so that nothing about them is unknown. */
  introduce(accounts: readonly string[]): void;
  /** What was read so far that the state does not hold. */
  misses(): Promise<MissReport>;
  /** How often the node asked for what it did not hold itself. */
  asked(): number;
  /** Whether a slot is recorded, or is of an account that the recorded chain does not know as a contract. */
  holds(account: string, slot: string): boolean;
  /** Does something whose reads are no part of the run, such as a search; nothing else may run meanwhile. */
  unobserved<T>(work: () => Promise<T>): Promise<T>;
}

const MAINNET = 1;
const quantity = (value: bigint) => `0x${value.toString(16)}`;
/** Requests that say of their first parameter what it is. */
const TELLING = /^hardhat_(set|impersonate)/;

/**
 * Opens a chain at the recorded block: its number, time, base fee, accounts and storage. What is known is put into the
 * node; for the rest it asks here (`PinnedUpstream`). Requests must come through what is returned, not its connection.
 * `STATE_BLOCK_UNKNOWN`; under `strict` also `STATE_SLOT_UNKNOWN` and `STATE_ACCOUNT_UNKNOWN`.
 */
export async function openState(state: ForkState, options: StateOptions): Promise<StateChain> {
  const chainId = state.chainId ?? options.chainId ?? MAINNET;
  const misses = new Misses(state, options.file);
  misses.isCounting = false;
  const reader = new RecordedReader(state, misses, options.file);
  // The newest block, so that what is unknown is asked for each time it is read.
  const pinned = new PinnedUpstream(reader, { chainId, block: state.block, head: state.block.number });
  const upstream = new GuardedUpstream(pinned, false);
  const served = await serveUpstream(upstream);
  const fork = { url: served.url, blockNumber: state.block.number, chainId };
  const { blockGasLimit, order } = options;
  let chain: Chain;
  try {
    chain = await openChain({ startTime: state.block.timestamp, blockGasLimit, order, fork });
  } catch (error) {
    await served.close();
    throw error;
  }
  await putState(chain, state);
  misses.disown(await chain.request<string[]>("eth_accounts"));
  const block = await chain.request<{ miner: string }>("eth_getBlockByNumber", ["latest", false]);
  misses.disown([block.miner, await chain.request<string>("eth_coinbase")]);
  misses.isCounting = true;

  /** What holds code here and was not recorded was made here: there is nothing about it that was not known. */
  async function explain(): Promise<void> {
    const codes = await Promise.all(
      misses.unexplained.map(async (account) => ({
        account,
        code: await chain.request<string>("eth_getCode", [account, "latest"]),
      })),
    );
    misses.made(codes.filter(({ code }) => code !== "0x").map(({ account }) => account));
  }

  /** Writes zeros down that were asked for, so that the node does not ask again; unless they were overwritten since. */
  async function settle(): Promise<void> {
    await Promise.all(
      misses.takeZeros().map(async ({ account, slot }) => {
        const at = quantity(BigInt(slot));
        const value = await chain.request<string>("eth_getStorageAt", [account, at, "latest"]);
        if (BigInt(value) === 0n) await chain.request("hardhat_setStorageAt", [account, at, value]);
      }),
    );
    misses.takeZeros();
  }

  const request = settledRequests(upstream.guard(chain.request), () => misses.hasZeros, settle);
  let checked = 0;
  return {
    ...chain,
    async request(method, params = []) {
      const [first] = params;
      if (TELLING.test(method) && typeof first === "string") misses.disown([first]);
      if (typeof first === "object" && first !== null && "from" in first) misses.disown([String(first.from)]);
      const answer = await request(method, params);
      if (options.strict === true && misses.count > checked) {
        checked = misses.count;
        await explain();
        const fault = misses.fault();
        if (fault !== undefined) throw fault;
      }
      return answer as never;
    },
    async close() {
      await chain.close();
      await served.close();
    },
    asked: () => pinned.asked,
    introduce: (accounts) => misses.introduce(accounts),
    async misses() {
      await explain();
      return misses.report();
    },
    holds(account, slot) {
      const key = account.toLowerCase();
      const code = state.accounts.get(key)?.code ?? "0x";
      return code === "0x" || state.storage.get(key)?.has(wordOf(BigInt(slot))) === true;
    },
    async unobserved(work) {
      misses.isCounting = false;
      try {
        return await work();
      } finally {
        misses.isCounting = true;
      }
    },
  };
}
