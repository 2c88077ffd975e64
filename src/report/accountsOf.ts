import type { CollectedRows } from "./collectRows.ts";

/** How many accounts the run began with, over all venues. */
export function accountsOf({ accountsStart, perps, vaults }: CollectedRows): number {
  return new Set([...accountsStart, ...perps.accountsStart, ...vaults.holdersStart].map((row) => row.account)).size;
}
