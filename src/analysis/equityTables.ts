import type { Row } from "../trace/row.ts";
import { parseWad } from "../units.ts";
import { type AssetTable, assetTable } from "./assetTable.ts";
import { required } from "./figures.ts";
import type { Phase } from "./shareStates.ts";

/** Reference prices before the run and after it, in which a vault's share is worth its net assets at them. */
export class EquityTables {
  readonly #tables: Partial<Record<Phase, AssetTable>> = {};

  read(row: Row): void {
    if (row.kind === "world") {
      this.#tables.start = assetTable(row);
      this.#tables.end = assetTable(row);
    }
    if (row.kind === "block") this.#tables.end?.reprice(row);
    if (row.kind !== "vaultState" || BigInt(row.supply) === 0n) return;
    const nav = parseWad(row.referenceNavUsd);
    this.#tables.end?.appraise(row.vault, nav, BigInt(row.supply));
    if (row.phase === "start") this.#tables.start?.appraise(row.vault, nav, BigInt(row.supply));
  }

  at(phase: Phase): AssetTable {
    return required(this.#tables[phase], "world row");
  }
}
