import { badInput } from "../../errors.ts";
import type { Fork } from "../chain/fork.ts";
import type { PositionAccount, Positions } from "../screen/positions.ts";

/** Real accounts that take part, and what they have and owe. */
export interface Found {
  accounts: string[];
  /** Tokens that each of them owes. */
  debts: ReadonlyMap<string, readonly string[]>;
  leftOut: number;
  /** Tokens of all collateral and debt of those taken. */
  assets: string[];
  /** E-mode categories that they are in. */
  eModes: number[];
  /** Tokens of the largest collateral and the largest debt of each: what a liquidator turns into what. Each pair once. */
  connections: [collateral: string, debt: string][];
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
  if (!fork.block.isHashMadeUp && positions.blockHash !== fork.block.hash)
    throw of("block hash", fork.block.hash, positions.blockHash);
  const byDebt = [...positions.accounts].sort((a, b) =>
    a.debtValue < b.debtValue ? 1 : a.debtValue > b.debtValue ? -1 : 0,
  );
  const taken = byDebt.slice(0, most);
  return {
    accounts: taken.map(({ account }) => account),
    debts: new Map(taken.map(({ account, debt }) => [account, debt.map(({ asset }) => asset)])),
    leftOut: byDebt.length - taken.length,
    assets: [...new Set(taken.flatMap(({ collateral, debt }) => [...collateral, ...debt].map(({ asset }) => asset)))],
    connections: connectionsOf(positions, taken),
    eModes: [...new Set(taken.map(({ eMode }) => eMode).filter((eMode) => eMode !== 0))].sort((a, b) => a - b),
  };
}

function connectionsOf({ reserves }: Positions, taken: readonly PositionAccount[]): Found["connections"] {
  const terms = new Map(reserves.map(({ asset, price, decimals }) => [asset, { price: price ?? 0n, decimals }]));
  const worth = ({ asset, amount }: { asset: string; amount: bigint }) => {
    const { price = 0n, decimals = 0 } = terms.get(asset) ?? {};
    return (amount * price * 10n ** 30n) / 10n ** BigInt(decimals);
  };
  const largest = (sides: readonly { asset: string; amount: bigint }[]) =>
    sides.reduce<(typeof sides)[number] | undefined>(
      (a, b) => (a !== undefined && worth(a) >= worth(b) ? a : b),
      undefined,
    );
  const pairs = new Map<string, [string, string]>();
  for (const { collateral, debt } of taken) {
    const [from, to] = [largest(collateral)?.asset, largest(debt)?.asset];
    if (from !== undefined && to !== undefined && from !== to) pairs.set(`${from} ${to}`, [from, to]);
  }
  return [...pairs.values()];
}
