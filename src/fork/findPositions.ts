import { rmSync } from "node:fs";
import { FaultlineError } from "../errors.ts";
import { csvAccounts } from "./discover/csvAccounts.ts";
import { discover, type ScanProgress } from "./discover/discover.ts";
import { preflight } from "./preflight.ts";
import { RpcClient } from "./rpc/rpcClient.ts";
import type { RpcOptions } from "./rpc/rpcOptions.ts";
import type { Positions } from "./screen/positions.ts";
import { writePositions } from "./screen/positionsFile.ts";
import { requireLending } from "./screen/requireLending.ts";
import { type ScreenProgress, screen } from "./screen/screen.ts";

/** What ends every command that asks for the same: a scan that led there is of no use to any. */
const FINAL = new Set(["VIEW_FAILED", "POOL_EMPTY", "NO_BORROWERS"]);

export interface FindOptions {
  rpc: string;
  block: number;
  /** The pool, and the chain that its address is of where that is known. */
  pool: string;
  chainId?: number | undefined;
  /** First block whose events count; the pool's own first without one. */
  from?: number | undefined;
  /** A CSV file of accounts to look at instead of the pool's events. */
  accounts?: string | undefined;
  /** The file to write. */
  out: string;
  onScan?: ScanProgress | undefined;
  onScreen?: ScreenProgress | undefined;
  /** How the node is asked; the counter is filled. */
  node?: RpcOptions | undefined;
}

/** Beside the output until it is written: what a scan that was ended continues from. */
export function journalOf(out: string): string {
  return `${out}.journal`;
}

/** Finds who owes on a pool at a block, by its events or from a file, and writes that to `out`. */
export async function findPositions(options: FindOptions): Promise<Positions> {
  const { rpc, block, chainId, pool, from, accounts, out } = options;
  // A file that cannot be read is told before anything is asked.
  const listed = accounts === undefined ? undefined : csvAccounts(accounts);
  const upstream = await preflight(rpc, { block, chainId }, options.node);
  const client = new RpcClient(rpc, options.node);
  await requireLending(client, upstream, pool);
  const journal = journalOf(out);
  const found =
    listed === undefined
      ? await discover(client, upstream, { pool, journal, from, onProgress: options.onScan })
      : undefined;
  const positions = await screen(client, upstream, {
    pool,
    candidates: listed ?? found!.accounts,
    source: found === undefined ? { from: "file" } : { from: "events", firstBlock: found.from },
    onProgress: options.onScreen,
  }).catch((error: unknown) => {
    const isFinal = error instanceof FaultlineError && FINAL.has(error.code);
    if (found !== undefined && isFinal) rmSync(journal);
    throw error;
  });
  writePositions(out, positions);
  if (found !== undefined) rmSync(journal);
  return positions;
}
