import { badInput } from "../../errors.ts";
import type { Fork } from "../chain/fork.ts";
import type { Positions } from "../screen/positions.ts";

/** Real accounts that take part, and what they have and owe. */
export interface Found {
  accounts: string[];
  leftOut: number;
  /** Tokens of all collateral and debt of those taken. */
  assets: string[];
  /** E-mode categories that they are in. */
  eModes: number[];
}

/**
 * The accounts of a positions file that take part in a run: those with the most debt, at most `most`. They must have
 * been found on this pool at this block: `POSITIONS_ELSEWHERE`.
 */
export function takeFound(positions: Positions, file: string, fork: Fork, pool: string, most = Infinity): Found {
  const place = { file };
  const of = (what: string, here: unknown, there: unknown) =>
    badInput("POSITIONS_ELSEWHERE", `The positions are of ${what} ${there}, the fork is of ${what} ${here}.`, {
      place,
      hint: "Find them again for this pool and block, with `faultline fork discover`.",
    });
  if (positions.chainId !== fork.chainId) throw of("chain", fork.chainId, positions.chainId);
  if (positions.pool !== pool) throw of("pool", pool, positions.pool);
  if (positions.block !== fork.block.number) throw of("block", fork.block.number, positions.block);
  // A recorded state of another tool may not know its block's hash.
  if (fork.source === "rpc" && positions.blockHash !== fork.block.hash)
    throw of("block hash", fork.block.hash, positions.blockHash);
  const byDebt = [...positions.accounts].sort((a, b) =>
    a.debtValue < b.debtValue ? 1 : a.debtValue > b.debtValue ? -1 : 0,
  );
  const taken = byDebt.slice(0, most);
  return {
    accounts: taken.map(({ account }) => account),
    leftOut: byDebt.length - taken.length,
    assets: [...new Set(taken.flatMap(({ collateral, debt }) => [...collateral, ...debt].map(({ asset }) => asset)))],
    eModes: [...new Set(taken.map(({ eMode }) => eMode).filter((eMode) => eMode !== 0))].sort((a, b) => a - b),
  };
}
