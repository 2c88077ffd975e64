import { PRESETS } from "../model/rules.ts";
import type { AccountRow, WorldRow } from "../trace/row.ts";
import { parseWad } from "../units.ts";
import { type AssetTable, assetTable } from "./assetTable.ts";
import { required, usdFigure } from "./figures.ts";
import type { Metric } from "./metric.ts";
import type { Summary } from "./summary.ts";
import { LENDING, PERPS } from "./venue.ts";

/** Steps of the waterfall that reach somebody who had no part in the loss; what insurance pays is no bad debt. */
export const SHARED_STEPS: ReadonlySet<string> = new Set(["adl", "pool", "uncovered"]);

/**
 * Debt that nothing stands behind, USD.
 *
 * - `recognised`: what the venue has written off, each at the reference price of its block; under rules without
 *   write-offs, the debt of accounts that end with no collateral, at the last reference prices.
 * - `economic`: Σ max(0, debt − collateral) over the accounts as they end, at the last reference prices. Debt written
 *   off has left its account and is not in it.
 * - `ultimate`: what external holders lost. With one lending venue and no vaults no loss is handed from one venue to
 *   another, so it is `economic` and what was written off. Debt without collateral that no rule writes off is already
 *   in `economic` and is counted once.
 *
 * Of the perpetual exchange, recognised is what margin and insurance fund left to counterparties, to the pool and to
 * nobody; economic is what accounts end with below zero.
 */
export function badDebt(): Metric<Summary["badDebtUsd"]> {
  const debtors: AccountRow[] = [];
  const writtenOff = new Map<string, bigint>();
  let world: WorldRow | undefined;
  let table: AssetTable | undefined;
  let under = 0n;

  return {
    read(row) {
      if (row.kind === "world") {
        world = row;
        table = assetTable(row);
      }
      if (row.kind === "block") table?.reprice(row);
      if (row.kind === "world" && row.perps !== undefined) writtenOff.set(PERPS, 0n);
      if (row.kind === "waterfall" && SHARED_STEPS.has(row.step))
        writtenOff.set(PERPS, (writtenOff.get(PERPS) ?? 0n) + parseWad(row.amountUsd));
      if (row.kind === "perpAccount" && row.phase === "end") {
        const equity = parseWad(row.equityUsd);
        if (equity < 0n) under -= equity;
      }
      if (row.kind === "account" && row.phase === "end" && isSome(row.debt)) debtors.push(row);
      if (row.kind === "deficit")
        writtenOff.set(row.venue, (writtenOff.get(row.venue) ?? 0n) + parseWad(row.amountUsd));
    },
    result() {
      const known = required(table, "world row");
      const lost = sum(writtenOff.values());
      const naked = sum(debtors.filter((row) => !isSome(row.collateral)).map((row) => known.valueOf(row.debt)));
      const economic = sum(debtors.map((row) => shortfall(known, row)));
      const recognised = new Map(writtenOff);
      if (!writesOff(required(world, "world row"))) recognised.set(LENDING, naked);

      const venues = new Set([LENDING, ...recognised.keys()]);
      return {
        recognised: usdFigure(sum(recognised.values())),
        economic: usdFigure(economic + under),
        ultimate: usdFigure(economic + under + lost),
        byVenue: Object.fromEntries(
          [...venues].map((venue) => [
            venue,
            {
              recognised: usdFigure(recognised.get(venue) ?? 0n),
              economic: usdFigure(venue === LENDING ? economic : venue === PERPS ? under : 0n),
            },
          ]),
        ),
      };
    },
  };
}

function writesOff(world: WorldRow): boolean {
  return Object.entries(PRESETS).some(([name, rules]) => name === world.preset && rules.writesOffDeficit);
}

function isSome(amounts: Readonly<Record<string, string>>): boolean {
  return Object.values(amounts).some((amount) => BigInt(amount) !== 0n);
}

function shortfall(table: AssetTable, row: AccountRow): bigint {
  const gap = table.valueOf(row.debt) - table.valueOf(row.collateral);
  return gap > 0n ? gap : 0n;
}

function sum(values: Iterable<bigint>): bigint {
  let total = 0n;
  for (const value of values) total += value;
  return total;
}
