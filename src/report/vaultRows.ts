import { type ContagionEvent, contagionEventOf } from "../analysis/contagionEvent.ts";
import type { AccountRow } from "../trace/lendingRow.ts";
import type { PerpAccountRow } from "../trace/perpRow.ts";
import type { Row } from "../trace/row.ts";
import type { ShareholderRow, VaultStateRow } from "../trace/vaultRow.ts";

/** What a report shows of vaults and of how trouble travelled; all but the events is empty without vaults. */
export interface VaultRows {
  states: VaultStateRow[];
  holdersStart: ShareholderRow[];
  holdersEnd: ShareholderRow[];
  /** What vaults have in the lending venue and on the exchange. */
  accounts: (AccountRow | PerpAccountRow)[];
  events: ContagionEvent[];
}

export function noVaultRows(): VaultRows {
  return { states: [], holdersStart: [], holdersEnd: [], accounts: [], events: [] };
}

/** Whether a row was one about vaults alone. Events of other venues are noted, and their rows are for others too. */
export function addVaultRow(rows: VaultRows, row: Row): boolean {
  const event = contagionEventOf(row);
  if (event !== undefined) rows.events.push(event);
  switch (row.kind) {
    case "vaultState":
      rows.states.push(row);
      return true;
    case "shareholder":
      (row.phase === "start" ? rows.holdersStart : rows.holdersEnd).push(row);
      return true;
    case "account":
    case "perpAccount":
      if (row.vault === undefined) return false;
      rows.accounts.push(row);
      return true;
    case "vaultAction":
    case "redemption":
      return true;
    default:
      return false;
  }
}
