import type { AccountRow } from "../trace/lendingRow.ts";
import { parseWad } from "../units.ts";
import { EquityTables } from "./equityTables.ts";
import type { LayerEquity } from "./layerEquity.ts";
import type { Metric } from "./metric.ts";
import type { Phase } from "./shareStates.ts";
import { sumOf } from "./sumOf.ts";
import { LENDING } from "./venue.ts";

/**
 * What suppliers and borrowers have in the lending venue: Σ (supplied − owed) over its accounts without the vaults',
 * less what was written off so far and what vaults' positions lack, since suppliers' claims stand against both. At
 * reference prices. Repaid from outside goes in, withdrawn by lenders who leave goes out.
 */
export function lendingEquity(): Metric<LayerEquity> {
  const tables = new EquityTables();
  const accounts: Record<Phase, AccountRow[]> = { start: [], end: [] };
  let [writtenOff, inflow] = [0n, 0n];

  function held(phase: Phase): bigint {
    if (accounts[phase].length === 0) return 0n;
    const table = tables.at(phase);
    return sumOf(accounts[phase], ({ vault, collateral, debt }) => {
      const equity = table.valueOf(collateral) - table.valueOf(debt);
      return vault === undefined || equity < 0n ? equity : 0n;
    });
  }

  return {
    read(row) {
      tables.read(row);
      if (row.kind === "account") accounts[row.phase].push(row);
      if (row.kind === "deficit") writtenOff += parseWad(row.amountUsd);
      if (row.kind === "defence" && row.action === "repay") inflow += parseWad(row.repaidUsd);
      if (row.kind === "redemption" && row.venue === LENDING) inflow -= parseWad(row.valueUsd);
    },
    result: () => ({ start: held("start"), end: held("end") - writtenOff, inflow }),
  };
}
