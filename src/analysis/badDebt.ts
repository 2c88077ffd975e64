import type { WorldRow } from "../trace/row.ts";
import { parseWad } from "../units.ts";
import { required, usdFigure } from "./figures.ts";
import { HandedOn } from "./handedOn.ts";
import type { Metric } from "./metric.ts";
import { shortfalls } from "./shortfalls.ts";
import type { Summary } from "./summary.ts";
import { sumOf } from "./sumOf.ts";
import { LENDING, PERPS } from "./venue.ts";
import { writesOffDebt } from "./writesOffDebt.ts";

/** Steps of the waterfall that reach somebody who had no part in the loss; what insurance pays is no bad debt. */
export const SHARED_STEPS: ReadonlySet<string> = new Set(["adl", "pool", "uncovered"]);

/**
 * Debt that nothing stands behind, USD.
 *
 * - `recognised`: what the venue has written off, each at the reference price of its block; under rules without
 *   write-offs, the debt of accounts that end with no collateral, at the last reference prices.
 * - `economic`: Σ max(0, debt − collateral) over the accounts as they end, at the last reference prices, vault shares at
 *   liquidation NAV. Debt written off has left its account and is not in it.
 * - `ultimate`: what external holders lost: `economic` and what was written off, less losses that another venue counts
 *   already and that a vault only handed on (`handedOn.ts`). Debt without collateral that no rule writes off is already
 *   in `economic` and is counted once.
 * - `economicPeak`: the largest that any block states, the end included; null where none does, which is without vaults.
 *
 * Of the perpetual exchange, recognised is what margin and insurance fund left to counterparties, to the pool and to
 * nobody; economic is what accounts end with below zero.
 */
export function badDebt(): Metric<Summary["badDebtUsd"]> {
  const ends = shortfalls();
  const handed = new HandedOn();
  const writtenOff = new Map<string, bigint>();
  let world: WorldRow | undefined;
  let peak: bigint | undefined;

  function writeOff(venue: string, usd: bigint): void {
    writtenOff.set(venue, (writtenOff.get(venue) ?? 0n) + usd);
  }

  return {
    read(row) {
      ends.read(row);
      handed.read(row);
      if (row.kind === "world") world = row;
      if (row.kind === "world" && row.perps !== undefined) writtenOff.set(PERPS, 0n);
      if (row.kind === "waterfall" && SHARED_STEPS.has(row.step)) writeOff(PERPS, parseWad(row.amountUsd));
      if (row.kind === "deficit") writeOff(row.venue, parseWad(row.amountUsd));
      if (row.kind !== "block" || row.economicBadDebtUsd === undefined) return;
      const now = parseWad(row.economicBadDebtUsd);
      if (peak === undefined || now > peak) peak = now;
    },
    result() {
      const { byAccount, naked, perps } = ends.result();
      const lending = sumOf(byAccount.values(), (usd) => usd);
      const economic = lending + perps;
      const recognised = new Map(writtenOff);
      if (!writesOffDebt(required(world, "world row"))) recognised.set(LENDING, naked);

      const lost = sumOf(writtenOff.values(), (usd) => usd);
      const venues = new Set([LENDING, ...recognised.keys()]);
      return {
        recognised: usdFigure(sumOf(recognised.values(), (usd) => usd)),
        economic: usdFigure(economic),
        ultimate: usdFigure(economic + lost - handed.of(byAccount)),
        economicPeak: peak === undefined ? null : usdFigure(peak > economic ? peak : economic),
        byVenue: Object.fromEntries(
          [...venues].map((venue) => [
            venue,
            {
              recognised: usdFigure(recognised.get(venue) ?? 0n),
              economic: usdFigure(venue === LENDING ? lending : venue === PERPS ? perps : 0n),
            },
          ]),
        ),
      };
    },
  };
}
