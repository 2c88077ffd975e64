import { LENDING, PERPS } from "../analysis/venue.ts";
import type { AccountRow } from "../trace/lendingRow.ts";
import type { PerpAccountRow } from "../trace/perpRow.ts";
import type { VaultStateRow } from "../trace/vaultRow.ts";
import type { CollectedRows } from "./collectRows.ts";

/**
 * What one has of another, USD at the oracle. `claim`: what a group or a vault has in a venue; `debt`: what it owes the
 * lending venue; `pledge`: shares that a venue keeps as collateral, so that it rests on their vault.
 */
export interface Claim {
  from: string;
  to: string;
  kind: "claim" | "debt" | "pledge";
  usd: number;
}

type Phase = "start" | "end";

/** Who has what of whom before the run or after it; each pair and kind once, in the order of the trace. */
export function claimsOf(rows: CollectedRows, phase: Phase): Claim[] {
  const claims = new Map<string, Claim>();
  const states = statesAt(rows.vaults.states, phase);
  const isStart = phase === "start";
  const accounts = isStart ? rows.accountsStart : rows.accountsEnd;
  const traders = isStart ? rows.perps.accountsStart : rows.perps.accountsEnd;
  const own = rows.vaults.accounts.filter((row) => row.phase === phase);

  function add(kind: Claim["kind"], from: string, to: string, usd: number): void {
    if (!(usd > 0)) return;
    const key = `${kind} ${from} ${to}`;
    const known = claims.get(key) ?? { from, to, kind, usd: 0 };
    claims.set(key, { ...known, usd: known.usd + usd });
  }

  function addShares(kind: Claim["kind"], from: string, amounts: Readonly<Record<string, string>>): void {
    for (const [symbol, amount] of Object.entries(amounts))
      add(kind, from, symbol, shareValue(states.get(symbol), amount));
  }

  function addAccount(row: AccountRow | PerpAccountRow): void {
    const from = row.vault ?? row.group;
    const venue = row.kind === "account" ? LENDING : PERPS;
    add("claim", from, venue, row.kind === "account" ? Number(row.collateralUsd) : marginOf(row));
    add("debt", venue, from, row.kind === "account" ? Number(row.debtUsd) : -marginOf(row));
    addShares("pledge", venue, row.collateral);
  }

  for (const row of [...accounts, ...traders, ...own]) addAccount(row);
  for (const { group, shares } of isStart ? rows.vaults.holdersStart : rows.vaults.holdersEnd) {
    for (const [symbol, { held, pending }] of Object.entries(shares))
      add("claim", group, symbol, shareValue(states.get(symbol), String(BigInt(held) + BigInt(pending))));
  }
  for (const [vault, { holdings }] of states) addShares("claim", vault, holdings);
  return [...claims.values()];
}

function statesAt(states: readonly VaultStateRow[], phase: Phase): Map<string, VaultStateRow> {
  const found = new Map<string, VaultStateRow>();
  for (const state of states) if (phase === "end" || !found.has(state.vault)) found.set(state.vault, state);
  return found;
}

function shareValue(state: VaultStateRow | undefined, amount: string): number {
  if (state === undefined || state.supply === "0") return 0;
  return (Number(state.netAssetsUsd) * Number(amount)) / Number(state.supply);
}

/** What an account has on the exchange; below zero what it owes. */
function marginOf(row: PerpAccountRow): number {
  const profit = Object.values(row.positions).reduce((sum, { profitUsd }) => sum + Number(profitUsd), 0);
  return Number(row.settledUsd) + Number(row.collateralUsd) + Number(row.poolUsd) + profit;
}
