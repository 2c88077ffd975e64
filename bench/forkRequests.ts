import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { discover } from "../src/fork/discover/discover.ts";
import { RpcClient } from "../src/fork/rpc/rpcClient.ts";
import { screen } from "../src/fork/screen/screen.ts";
import { type Backend, HostileRpc } from "../test/support/hostileRpc.ts";
import { SCRIPTED_HASH, SCRIPTED_POOL, scriptedPool } from "../test/support/scriptedPool.ts";
import { borrowLogs, LOGS_BLOCK, type LogLimits } from "./borrowLogs.ts";

/** What a node was asked for something, in posts and calls. */
export interface Asked {
  posts: number;
  calls: number;
}

/** Requests of finding so many borrowers by a pool's events over its whole life. */
export function discoveryRequests(accounts: number, limits: LogLimits): Promise<Asked> {
  return asking(borrowLogs(accounts, limits), async (client) => {
    const folder = mkdtempSync(join(tmpdir(), "bench-"));
    const upstream = { chainId: 1, head: LOGS_BLOCK, number: LOGS_BLOCK, hash: SCRIPTED_HASH, timestamp: 1 };
    const found = await discover(client, upstream, { pool: SCRIPTED_POOL, journal: join(folder, "journal") });
    rmSync(folder, { recursive: true });
    requireCount(found.accounts.length, accounts);
  });
}

/** Requests of screening so many accounts, all of whom owe, of a node that lets a call use so much gas. */
export function screeningRequests(accounts: number, gas: number): Promise<Asked> {
  return asking(scriptedPool(gas), async (client) => {
    const candidates = Array.from({ length: accounts }, (_, i) => `0x${(i + 1).toString(16).padStart(40, "0")}`);
    const upstream = { chainId: 1, head: 9, number: 7, hash: SCRIPTED_HASH, timestamp: 1 };
    const screened = await screen(client, upstream, { pool: SCRIPTED_POOL, candidates, source: { from: "file" } });
    requireCount(screened.accounts.length, accounts);
  });
}

async function asking(backend: Backend, work: (client: RpcClient) => Promise<void>): Promise<Asked> {
  const node = await new HostileRpc(backend).listen();
  try {
    const client = new RpcClient(node.url, { wait: async () => undefined });
    await work(client);
    return { posts: client.counter.posts, calls: client.counter.calls() };
  } finally {
    await node.close();
  }
}

function requireCount(found: number, accounts: number): void {
  if (found !== accounts) throw new Error(`${found} of ${accounts} accounts were found.`);
}
