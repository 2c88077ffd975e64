import type { VaultStateRow } from "../trace/vaultRow.ts";
import { parseWad } from "../units.ts";
import { ratioFigure } from "./figures.ts";
import type { Metric } from "./metric.ts";
import type { Phase } from "./shareStates.ts";
import type { Summary } from "./summary.ts";
import { LENDING, PERPS } from "./venue.ts";

type Sums = Record<Phase, { assets: bigint; equity: bigint }>;

/**
 * Leverage of each venue's own accounts, as it sees them by itself, before the run and after it; null without one.
 *
 * - `lending`: Σ collateral ÷ Σ (collateral − debt) over accounts that owe something and have more than that.
 * - `perps`: Σ notional ÷ Σ equity as the exchange counts it, over accounts with a position and equity above zero.
 * - a vault: what it has and its notional ÷ net assets.
 */
export function nominalLeverage(): Metric<Summary["leverage"]["nominalByVenue"]> {
  const venues = new Map<string, Sums>([[LENDING, nothing()]]);

  function add(venue: string, phase: Phase, assets: bigint, equity: bigint): void {
    if (assets === 0n || equity <= 0n) return;
    const sums = venues.get(venue) ?? nothing();
    venues.set(venue, sums);
    sums[phase].assets += assets;
    sums[phase].equity += equity;
  }

  return {
    read(row) {
      if (row.kind === "world" && row.perps !== undefined) venues.set(PERPS, nothing());
      if (row.kind === "account" && parseWad(row.debtUsd) > 0n)
        add(LENDING, row.phase, parseWad(row.collateralUsd), parseWad(row.collateralUsd) - parseWad(row.debtUsd));
      if (row.kind === "perpAccount") add(PERPS, row.phase, parseWad(row.notionalUsd), parseWad(row.equityUsd));
      if (row.kind === "vaultState") readVault(row);
    },
    result: () =>
      Object.fromEntries(
        [...venues].map(([venue, { start, end }]) => [venue, { start: leverageOf(start), end: leverageOf(end) }]),
      ),
  };

  function readVault(row: VaultStateRow): void {
    const sums = row.phase === "start" ? nothing() : (venues.get(row.vault) ?? nothing());
    const state = { assets: parseWad(row.grossUsd) + parseWad(row.notionalUsd), equity: parseWad(row.netAssetsUsd) };
    if (row.phase === "start") sums.start = state;
    sums.end = state;
    venues.set(row.vault, sums);
  }
}

function nothing(): Sums {
  return { start: { assets: 0n, equity: 0n }, end: { assets: 0n, equity: 0n } };
}

function leverageOf({ assets, equity }: Sums[Phase]): number | null {
  return equity <= 0n ? null : ratioFigure(assets, equity);
}
