import type { CollectedRows } from "./collectRows.ts";

/** Whether the run is about a perpetual exchange alone: there is one and no vault, and nobody owed anything to the lending venue. */
export function isPerpsOnly({ perps, vaults, accountsStart, liquidations }: CollectedRows): boolean {
  return (
    perps.markets.length > 0 &&
    vaults.states.length === 0 &&
    liquidations.length === 0 &&
    accountsStart.every(({ debtUsd }) => Number(debtUsd) === 0)
  );
}
