import type { BlockRow, Row, WorldRow } from "../trace/row.ts";
import type { VaultStateRow } from "../trace/vaultRow.ts";
import { assetTable } from "./assetTable.ts";
import { required } from "./figures.ts";
import { Shares } from "./shares.ts";

export type Phase = "start" | "end";

/** The vaults before the first block and as the run leaves them, gathered from the rows of a trace. */
export class ShareStates {
  readonly #states = { start: new Map<string, VaultStateRow>(), end: new Map<string, VaultStateRow>() };
  #world: WorldRow | undefined;
  #last: BlockRow | undefined;

  read(row: Row): void {
    if (row.kind === "world") this.#world = row;
    if (row.kind === "block") this.#last = row;
    if (row.kind !== "vaultState") return;
    if (row.phase === "start") this.#states.start.set(row.vault, row);
    this.#states.end.set(row.vault, row);
  }

  /** In the order of the trace. */
  statesAt(phase: Phase): VaultStateRow[] {
    return [...this.#states[phase].values()];
  }

  /** Shares at the oracle's prices of that moment; undefined without vaults. */
  at(phase: Phase): Shares | undefined {
    const states = this.statesAt(phase);
    return states.length === 0 ? undefined : this.tokensAt(phase);
  }

  /** The same though there are no vaults: every token is a plain one. */
  tokensAt(phase: Phase): Shares {
    const world = required(this.#world, "world row");
    const table = assetTable(world, "oracle");
    if (phase === "end" && this.#last !== undefined) table.reprice(this.#last);
    return new Shares(this.statesAt(phase), table, world);
  }
}
