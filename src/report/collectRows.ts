import type { AccountRow, DeficitRow, HealthRow, LiquidationRow } from "../trace/lendingRow.ts";
import type { AdlRoundRow, AdlRow, PerpLiquidationRow } from "../trace/perpLiquidationRow.ts";
import type { PerpAccountRow, PerpBooksRow, PerpMarketRow, WaterfallRow } from "../trace/perpRow.ts";
import type { BlockRow, FailedRow, Row, WorldRow } from "../trace/row.ts";
import { addControlRow, type ControlRows, noControlRows } from "./controlRows.ts";
import { addVaultRow, noVaultRows, type VaultRows } from "./vaultRows.ts";

/** The rows that a report shows, by kind, each list in the order of the trace. */
export interface CollectedRows {
  world: WorldRow | undefined;
  accountsStart: AccountRow[];
  accountsEnd: AccountRow[];
  blocks: BlockRow[];
  liquidations: LiquidationRow[];
  deficits: DeficitRow[];
  failed: FailedRow[];
  health: HealthRow[];
  endReason: string | undefined;
  perps: PerpRows;
  vaults: VaultRows;
  controls: ControlRows;
}

/** Those of the perpetual exchange; all empty without one. */
export interface PerpRows {
  markets: PerpMarketRow[];
  books: PerpBooksRow[];
  accountsStart: PerpAccountRow[];
  accountsEnd: PerpAccountRow[];
  liquidations: PerpLiquidationRow[];
  adls: AdlRow[];
  rounds: AdlRoundRow[];
  waterfall: WaterfallRow[];
}

/** Sorts a trace by kind in one pass, so that a stream of any length is read once. */
export function collectRows(rows: Iterable<Row>): CollectedRows {
  const collected: CollectedRows = {
    world: undefined,
    accountsStart: [],
    accountsEnd: [],
    blocks: [],
    liquidations: [],
    deficits: [],
    failed: [],
    health: [],
    endReason: undefined,
    perps: {
      markets: [],
      books: [],
      accountsStart: [],
      accountsEnd: [],
      liquidations: [],
      adls: [],
      rounds: [],
      waterfall: [],
    },
    vaults: noVaultRows(),
    controls: noControlRows(),
  };
  for (const row of rows) {
    addControlRow(collected.controls, row);
    // What vaults have themselves is their shareholders': it stands apart from the accounts of external holders.
    if (!addVaultRow(collected.vaults, row)) add(collected, row);
  }
  return collected;
}

function add(collected: CollectedRows, row: Row): void {
  switch (row.kind) {
    case "world":
      collected.world = row;
      break;
    case "account":
      (row.phase === "start" ? collected.accountsStart : collected.accountsEnd).push(row);
      break;
    case "block":
      collected.blocks.push(row);
      break;
    case "liquidation":
      collected.liquidations.push(row);
      break;
    case "deficit":
      collected.deficits.push(row);
      break;
    case "failed":
      collected.failed.push(row);
      break;
    case "health":
      collected.health.push(row);
      break;
    case "end":
      collected.endReason = row.reason;
      break;
    default:
      addPerps(collected.perps, row);
  }
}

function addPerps(perps: PerpRows, row: Row): void {
  switch (row.kind) {
    case "perpMarket":
      perps.markets.push(row);
      break;
    case "perpBooks":
      perps.books.push(row);
      break;
    case "perpAccount":
      (row.phase === "start" ? perps.accountsStart : perps.accountsEnd).push(row);
      break;
    case "perpLiquidation":
      perps.liquidations.push(row);
      break;
    case "adl":
      perps.adls.push(row);
      break;
    case "adlRound":
      perps.rounds.push(row);
      break;
    case "waterfall":
      perps.waterfall.push(row);
      break;
  }
}
