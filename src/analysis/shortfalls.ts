import type { AccountRow } from "../trace/lendingRow.ts";
import type { PerpAccountRow } from "../trace/perpRow.ts";
import type { BlockRow, PriceRow, WorldRow } from "../trace/row.ts";
import type { VaultStateRow } from "../trace/vaultRow.ts";
import { parseWad } from "../units.ts";
import { type AssetTable, assetTable } from "./assetTable.ts";
import { required } from "./figures.ts";
import type { Metric } from "./metric.ts";
import { sumOf } from "./sumOf.ts";

/** What accounts lack as they end, USD [wad]. */
export interface Shortfalls {
  /** In the lending venue, by account. */
  byAccount: ReadonlyMap<string, bigint>;
  /** Debt of accounts there without any collateral. */
  naked: bigint;
  /** On the perpetual exchange, in all. */
  perps: bigint;
}

/**
 * Max(0, debt − collateral) of every account as it ends, vaults' own among them: at the last reference prices, vault
 * shares at liquidation NAV. On the exchange what its equity is below zero; where shares are
 * margin, they count at liquidation NAV there too, and whatever stands beside them without haircut.
 */
export function shortfalls(): Metric<Shortfalls> {
  const debtors: AccountRow[] = [];
  const traders: PerpAccountRow[] = [];
  const vaults = new Map<string, VaultStateRow>();
  let assets: NonNullable<WorldRow["vaults"]> = {};
  let last: BlockRow | undefined;
  let table: AssetTable | undefined;

  return {
    read(row) {
      if (row.kind === "world") table = assetTable(row);
      if (row.kind === "block") {
        table?.reprice(row);
        last = row;
      }
      if (row.kind === "world") assets = row.vaults ?? {};
      if (row.kind === "vaultState" && BigInt(row.supply) > 0n) vaults.set(row.vault, row);
      if (row.kind === "perpAccount" && row.phase === "end") traders.push(row);
      if (row.kind === "account" && row.phase === "end" && isSome(row.debt)) debtors.push(row);
    },
    result() {
      const known = required(table, "world row");
      for (const [vault, state] of vaults)
        known.appraise(vault, atReference(state, last?.prices[assets[vault]?.asset ?? ""]), BigInt(state.supply));
      const byAccount = new Map<string, bigint>();
      for (const { account, collateral, debt } of debtors) {
        const lacking = below(known.valueOf(collateral) - known.valueOf(debt));
        if (lacking > 0n) byAccount.set(account, (byAccount.get(account) ?? 0n) + lacking);
      }
      return {
        byAccount,
        naked: sumOf(
          debtors.filter((row) => !isSome(row.collateral)),
          (row) => known.valueOf(row.debt),
        ),
        perps: sumOf(traders, (row) => below(equityOf(row, known, vaults))),
      };
    },
  };
}

/** What a vault would be left with, its asset at the reference price and not at the oracle's; zero at least. */
function atReference({ liquidationNavUsd }: VaultStateRow, asset: PriceRow | undefined): bigint {
  const [nav, oracle] = [parseWad(liquidationNavUsd), parseWad(asset?.oracle ?? 0)];
  if (nav <= 0n) return 0n;
  return asset === undefined || oracle === 0n ? nav : (nav * parseWad(asset.reference)) / oracle;
}

function equityOf(row: PerpAccountRow, table: AssetTable, vaults: ReadonlyMap<string, unknown>): bigint {
  if (!Object.keys(row.collateral).some((symbol) => vaults.has(symbol))) return parseWad(row.equityUsd);
  const profit = sumOf(Object.values(row.positions), ({ profitUsd }) => parseWad(profitUsd));
  return parseWad(row.settledUsd) + profit + table.valueOf(row.collateral);
}

function below(equity: bigint): bigint {
  return equity < 0n ? -equity : 0n;
}

function isSome(amounts: Readonly<Record<string, string>>): boolean {
  return Object.values(amounts).some((amount) => BigInt(amount) !== 0n);
}
