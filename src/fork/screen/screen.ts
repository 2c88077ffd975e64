import { badInput, type FaultlineError } from "../../errors.ts";
import { wordAt } from "../../venues/words.ts";
import type { Upstream } from "../preflight.ts";
import type { RpcClient } from "../rpc/rpcClient.ts";
import { Debtor } from "./debtor.ts";
import { readPool } from "./poolState.ts";
import type { Positions } from "./positions.ts";
import { viewCall } from "./viewCall.ts";
import { type Override, ViewReader } from "./viewReader.ts";

/** Stage, done and total, for a progress line. */
export type ScreenProgress = (stage: "screen" | "balances", done: number, total: number) => void;

export interface ScreenOptions {
  pool: string;
  candidates: readonly string[];
  source: Positions["source"];
  /** Code that stands in for the chain's own, such as an oracle that says something else. */
  override?: Override | undefined;
  onProgress?: ScreenProgress | undefined;
}

/**
 * Who of the candidates owes at the pinned block, how healthy each is, on what and against what: all read from the pool
 * itself. `NO_BORROWERS` when nobody owes.
 */
export async function screen(client: RpcClient, upstream: Upstream, options: ScreenOptions): Promise<Positions> {
  const pool = options.pool.toLowerCase();
  const reader = await ViewReader.create(client, upstream, options.override);
  const { reserves, ...state } = await readPool(reader, pool);
  const candidates = [...new Set(options.candidates.map((account) => account.toLowerCase()))].sort();
  const tell = (stage: "screen" | "balances", total: number) => {
    let done = 0;
    return (count: number) => {
      done += count;
      options.onProgress?.(stage, done, total);
    };
  };

  const settings = await reader.readAll(
    candidates.map((account) => viewCall(pool, "getUserConfiguration(address)", [account])),
    tell("screen", candidates.length),
  );
  const debtors = candidates
    .map((account, index) => new Debtor(pool, account, wordAt(settings[index]!, 0), reserves))
    .filter(({ owes }) => owes);
  if (debtors.length === 0) throw nobodyOwes(pool, upstream.number, candidates.length, options.source);
  const calls = debtors.flatMap((debtor) => debtor.calls);
  const answers = await reader.readAll(calls, tell("balances", calls.length));
  let read = 0;
  const accounts = debtors.map((debtor) => {
    const from = read;
    read += debtor.calls.length;
    return debtor.position(answers.slice(from, read));
  });
  const { chainId, number: block, hash: blockHash, timestamp } = upstream;
  return {
    positions: 1,
    protocol: "aave-v3",
    chainId,
    pool,
    ...state,
    block,
    blockHash,
    timestamp,
    source: options.source,
    candidates: candidates.length,
    reserves: reserves.map(({ stableDebtToken: _, price, ...reserve }) => ({
      ...reserve,
      price: price ?? null,
      scaledDebtFound: sumOf(accounts.flatMap(({ debt }) => debt.filter(({ asset }) => asset === reserve.asset))),
    })),
    accounts,
  };
}

function nobodyOwes(pool: string, block: number, candidates: number, source: Positions["source"]): FaultlineError {
  const isUnnamed = candidates === 0 && source.from === "events";
  const sentence = isUnnamed
    ? `No event of the pool from block ${source.firstBlock} to ${block} names anybody who may owe.`
    : `None of ${candidates} accounts owes at block ${block}.`;
  return badInput("NO_BORROWERS", sentence, {
    place: pool,
    hint: isUnnamed
      ? "Check the pool and the block, and begin earlier with --from-block, or leave that out."
      : "Check the pool, the block and where the accounts come from.",
  });
}

function sumOf(debts: readonly { scaled: bigint }[]): bigint {
  return debts.reduce((sum, { scaled }) => sum + scaled, 0n);
}
