import type { CollectedRows } from "./collectRows.ts";

/** What a histogram of leverage needs of an account: what it has, and what of that is not its own. */
export interface LeveredAccount {
  account: string;
  collateralUsd: string;
  debtUsd: string;
}

/**
 * The accounts of a phase, on the exchange as in the lending venue: there a position's notional stands for what the
 * account has, and notional less equity for what it owes.
 */
export function leveredAccounts(rows: CollectedRows, phase: "start" | "end"): LeveredAccount[] {
  const lending = phase === "start" ? rows.accountsStart : rows.accountsEnd;
  const perps = phase === "start" ? rows.perps.accountsStart : rows.perps.accountsEnd;
  const traders = perps.map(({ account, notionalUsd, equityUsd }) => ({
    account: `${account} on the exchange`,
    collateralUsd: notionalUsd,
    debtUsd: Number(notionalUsd) === 0 ? "0" : String(Math.max(0, Number(notionalUsd) - Number(equityUsd))),
  }));
  return [...lending, ...traders];
}
