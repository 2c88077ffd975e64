import type { AccountRow } from "../trace/lendingRow.ts";
import type { BlockRow, WorldRow } from "../trace/row.ts";
import { parseWad, WAD } from "../units.ts";
import { assetTable } from "./assetTable.ts";
import { BlockTimes } from "./blockTimes.ts";
import { ratioFigure, required, usdFigure, wadFigure } from "./figures.ts";
import type { Metric } from "./metric.ts";
import type { Summary } from "./summary.ts";
import { sumOf } from "./sumOf.ts";

/** Utilisation from which a reserve counts as lent out: less than a thousandth of it is left, [wad]. */
const FULL = (999n * WAD) / 1000n;

/**
 * Whether those who lend can leave. Utilisation is debt ÷ (debt + cash), as blocks of a run with vaults end.
 *
 * - `lockedUsdEnd`: over reserves that end full, the claims of accounts which owe nothing, vaults' parked money among
 *   them, less the reserve's cash; at the last oracle prices.
 * - `lockedBlockHours`: hours of the run, each weighted by the share of such claims that could not leave at once as its
 *   block ended.
 * - `peakUtilisation`, `blocksAtFull`: by reserve; nothing where no block says.
 */
export function lenders(): Metric<Summary["lenders"]> {
  const peaks = new Map<string, bigint>();
  const full = new Map<string, number>();
  const ends: AccountRow[] = [];
  const times = new BlockTimes();
  const shares = new Map<number, bigint>();
  let world: WorldRow | undefined;
  let last: BlockRow | undefined;

  function lockedIn(asset: string, utilisation: bigint): bigint {
    const table = assetTable(required(world, "world row"), "oracle");
    table.reprice(required(last, "block"));
    const owed = sumOf(ends, ({ debt }) => BigInt(debt[asset] ?? 0));
    const claims = sumOf(ends.filter(owesNothing), ({ collateral }) => BigInt(collateral[asset] ?? 0));
    const cash = (owed * (WAD - utilisation)) / utilisation;
    return claims > cash ? table.valueOf({ [asset]: (claims - cash).toString() }) : 0n;
  }

  return {
    read(row) {
      if (row.kind === "world") world = row;
      if (row.kind === "account" && row.phase === "end") ends.push(row);
      times.read(row);
      if (row.kind !== "block") return;
      if (row.lockedShare !== undefined) shares.set(row.block, parseWad(row.lockedShare));
      last = row;
      for (const [asset, text] of Object.entries(row.utilisation ?? {})) {
        const utilisation = parseWad(text);
        const peak = peaks.get(asset);
        if (peak === undefined || utilisation > peak) peaks.set(asset, utilisation);
        full.set(asset, (full.get(asset) ?? 0) + (utilisation >= FULL ? 1 : 0));
      }
    },
    result() {
      const lent = Object.entries(last?.utilisation ?? {}).map(([asset, text]) => [asset, parseWad(text)] as const);
      const locked = sumOf(
        lent.filter(([, utilisation]) => utilisation >= FULL),
        ([asset, utilisation]) => lockedIn(asset, utilisation),
      );
      return {
        lockedBlockHours: ratioFigure(
          sumOf(shares, ([block, share]) => share * times.lengthOf(block)),
          3600n * WAD,
        ),
        lockedUsdEnd: usdFigure(locked),
        peakUtilisation: Object.fromEntries([...peaks].map(([asset, peak]) => [asset, wadFigure(peak)])),
        blocksAtFull: Object.fromEntries(full),
      };
    },
  };
}

function owesNothing({ debt }: AccountRow): boolean {
  return Object.values(debt).every((amount) => BigInt(amount) === 0n);
}
