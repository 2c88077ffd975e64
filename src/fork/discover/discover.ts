import { FaultlineError } from "../../errors.ts";
import { cover, type Span } from "../cover.ts";
import type { Upstream } from "../preflight.ts";
import { toHex } from "../rpc/pin.ts";
import type { RpcClient } from "../rpc/rpcClient.ts";
import { Journal } from "./journal.ts";
import { headOf, linesOf } from "./journalHead.ts";
import { poolBirth } from "./poolBirth.ts";
import { debtorOf, logsSchema, topicsFrom } from "./poolEvents.ts";

const FIRST_BLOCKS = 2_000;
const MOST_BLOCKS = 500_000;
const WORKERS = 3;
/** Nodes cut long answers at such lengths, and some of them without a word. */
const SUSPECT = new Set([500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000]);
/** What fewer blocks may cure; a refusal in words that nobody knows among it. */
const TOO_MUCH = new Set(["RPC_RANGE_LIMIT", "RPC_TIMEOUT", "RPC_TOO_MUCH", "RPC_REFUSED"]);

/** How far a scan is: blocks read, of how many, and accounts found. */
export type ScanProgress = (done: number, total: number, accounts: number) => void;

export interface DiscoverOptions {
  pool: string;
  /** The file that a scan continues from after a kill. */
  journal: string;
  /** First block to read; the pool's own first without one. */
  from?: number | undefined;
  onProgress?: ScanProgress | undefined;
}

export interface Discovered {
  /** Every account that owes or has owed, lower case, sorted. */
  accounts: string[];
  /** First block that was read. */
  from: number;
}

/**
 * Every account that the pool's events say may owe at the pinned block. Each chunk of blocks is read once, whenever and
 * however often the scan was ended.
 */
export async function discover(client: RpcClient, upstream: Upstream, options: DiscoverOptions): Promise<Discovered> {
  const pool = options.pool.toLowerCase();
  const { chainId, number: block, hash } = upstream;
  const from = options.from ?? begun(options.journal, upstream, pool) ?? (await poolBirth(client, pool, upstream));
  const topics = topicsFrom(options.from === undefined);
  const journal = new Journal(options.journal, { chainId, pool, block, hash, from, topics });
  const tell = () => options.onProgress?.(journal.blocks, block - from + 1, journal.accounts.size);
  try {
    tell();
    await cover(journal.missing, {
      first: FIRST_BLOCKS,
      most: MOST_BLOCKS,
      workers: WORKERS,
      take: async (span) => {
        journal.add(span, await debtorsIn(client, upstream, pool, topics, span));
        tell();
      },
      isTooMuch: (error) => error instanceof FaultlineError && TOO_MUCH.has(error.code),
    });
  } finally {
    journal.close();
  }
  return { accounts: [...journal.accounts].sort(), from };
}

/** Where the scan that a journal is of began: the pool's first block need not be looked for twice. */
function begun(file: string, { number, hash }: Upstream, pool: string): number | undefined {
  const head = headOf(file, linesOf(file));
  return head?.pool === pool && head.block === number && head.hash === hash ? head.from : undefined;
}

async function debtorsIn(client: RpcClient, upstream: Upstream, pool: string, topics: string[], span: Span) {
  const filter = { address: pool, topics: [topics], fromBlock: toHex(span.from), toBlock: toHex(span.to) };
  const parsed = logsSchema.safeParse(await client.call("eth_getLogs", [filter], upstream, span.to > span.from));
  const place = `${client.place} eth_getLogs`;
  const isAsked = ({
    address,
    blockNumber,
    removed,
  }: {
    address: string;
    blockNumber: string;
    removed?: boolean | undefined;
  }) =>
    address.toLowerCase() === pool &&
    removed !== true &&
    Number(blockNumber) >= span.from &&
    Number(blockNumber) <= span.to;
  const debtors = parsed.data?.map(debtorOf);
  if (!parsed.success || !parsed.data.every(isAsked) || debtors?.includes(undefined)) {
    throw new FaultlineError("RPC_GARBLED", "The node answers with logs that were not asked for.", {
      place,
      hint: "Use another node: this one's answers are mixed up.",
    });
  }
  if (span.to > span.from && SUSPECT.has(parsed.data.length)) {
    throw new FaultlineError("RPC_RANGE_LIMIT", `The node may have cut off its logs at ${parsed.data.length}.`, {
      place,
      hint: "Use a node that says when it does.",
    });
  }
  return debtors as string[];
}
