import type { PerpAccountRow, PerpBooksRow } from "../trace/perpRow.ts";
import { parseWad } from "../units.ts";
import { EquityTables } from "./equityTables.ts";
import type { LayerEquity } from "./layerEquity.ts";
import type { Metric } from "./metric.ts";
import type { Phase } from "./shareStates.ts";
import { sumOf } from "./sumOf.ts";

/**
 * What is on the perpetual exchange without the vaults' accounts: traders' margin with their positions' profit, the
 * liquidity pool's worth, and the engine with the insurance fund. Collateral at reference prices, without haircut. What
 * liquidity providers bring goes in. Undefined without an exchange.
 */
export function perpEquity(): Metric<LayerEquity | undefined> {
  const tables = new EquityTables();
  const accounts: Record<Phase, PerpAccountRow[]> = { start: [], end: [] };
  let first: PerpBooksRow | undefined;
  let last: PerpBooksRow | undefined;
  let inflow = 0n;

  function held(phase: Phase, books: PerpBooksRow): bigint {
    const traders = sumOf(accounts[phase], (row) => {
      const profit = sumOf(Object.values(row.positions), ({ profitUsd }) => parseWad(profitUsd));
      return parseWad(row.settledUsd) + profit + tables.at(phase).valueOf(row.collateral);
    });
    return traders + parseWad(books.poolUsd) + parseWad(books.engineEquityUsd);
  }

  return {
    read(row) {
      tables.read(row);
      if (row.kind === "perpAccount" && row.vault === undefined) accounts[row.phase].push(row);
      if (row.kind !== "perpBooks") return;
      if (first !== undefined) inflow += parseWad(row.poolFlowUsd);
      first ??= row;
      last = row;
    },
    result: () =>
      first === undefined || last === undefined
        ? undefined
        : { start: held("start", first), end: held("end", last), inflow },
  };
}
