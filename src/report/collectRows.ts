import type {
  AccountRow,
  BlockRow,
  DeficitRow,
  FailedRow,
  HealthRow,
  LiquidationRow,
  Row,
  WorldRow,
} from "../trace/row.ts";

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
  };
  for (const row of rows) add(collected, row);
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
  }
}
