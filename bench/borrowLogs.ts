import { topicsFrom } from "../src/fork/discover/poolEvents.ts";
import type { Backend } from "../test/support/hostileRpc.ts";
import { SCRIPTED_HASH, SCRIPTED_POOL } from "../test/support/scriptedPool.ts";

/** Blocks of a pool's life, about as many as Aave v3's on Ethereum in three years. */
const BORN = 16_000_000;
export const LOGS_BLOCK = 24_000_000;
const EVENTS_AN_ACCOUNT = 5;

/** How much a node answers at once: blocks of a range, logs of an answer. */
export interface LogLimits {
  blocks: number;
  logs: number;
}

/** A node on whose pool so many accounts borrowed, each as often and all evenly over the pool's life. */
export function borrowLogs(accounts: number, limits: LogLimits): Backend {
  const [borrow] = topicsFrom(true);
  const events = accounts * EVENTS_AN_ACCOUNT;
  const blockOf = (event: number) => BORN + 1 + Math.floor(((LOGS_BLOCK - BORN - 1) * event) / events);
  const logs = Array.from({ length: events }, (_, event) => {
    const account = `0x${((event % accounts) + 1).toString(16).padStart(64, "0")}`;
    const blockNumber = `0x${blockOf(event).toString(16)}`;
    return { address: SCRIPTED_POOL, topics: [borrow, account, account], blockNumber };
  });
  return async ({ method, params }) => {
    if (method === "eth_getBlockByNumber") return { number: params[0], hash: SCRIPTED_HASH, timestamp: "0x1" };
    if (method === "eth_getCode") return Number(params[1]) >= BORN ? "0x60" : "0x";
    const [{ fromBlock, toBlock }] = params as [{ fromBlock: string; toBlock: string }];
    const [from, to] = [Number(fromBlock), Number(toBlock)];
    if (to - from >= limits.blocks)
      throw { code: -32602, message: `eth_getLogs is limited to a ${limits.blocks} range` };
    const found = logs.filter(({ blockNumber }) => Number(blockNumber) >= from && Number(blockNumber) <= to);
    if (found.length > limits.logs) throw { code: -32005, message: `query returned more than ${limits.logs} results` };
    return found;
  };
}
