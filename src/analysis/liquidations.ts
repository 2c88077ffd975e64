import { parseWad } from "../units.ts";
import { usdFigure } from "./figures.ts";
import type { Metric } from "./metric.ts";
import type { Summary } from "./summary.ts";
import { LENDING } from "./venue.ts";

interface Sum {
  count: number;
  collateral: bigint;
  debt: bigint;
}

/**
 * Liquidation calls that went through: how many, on how many accounts, and the USD of what was seized and repaid at the
 * venue's oracle prices, in all, by venue (the lending venue always) and by round (`cascade.ts`), lowest round first.
 */
export function liquidations(): Metric<Summary["liquidations"]> {
  const accounts = new Set<string>();
  const all = emptySum();
  const venues = new Map<string, Sum>([[LENDING, emptySum()]]);
  const rounds = new Map<number, Sum>();

  return {
    read(row) {
      if (row.kind !== "liquidation") return;
      accounts.add(row.account);
      const collateral = parseWad(row.collateralUsd);
      const debt = parseWad(row.debtRepaidUsd);
      for (const sum of [all, sumOf(venues, row.venue), sumOf(rounds, row.round)]) {
        sum.count += 1;
        sum.collateral += collateral;
        sum.debt += debt;
      }
    },
    result: () => ({
      count: all.count,
      accounts: accounts.size,
      collateralUsd: usdFigure(all.collateral),
      debtRepaidUsd: usdFigure(all.debt),
      byVenue: Object.fromEntries([...venues].map(([venue, sum]) => [venue, printed(sum)])),
      byRound: [...rounds]
        .sort(([a], [b]) => a - b)
        .map(([round, { count, collateral }]) => ({ round, count, collateralUsd: usdFigure(collateral) })),
    }),
  };
}

function emptySum(): Sum {
  return { count: 0, collateral: 0n, debt: 0n };
}

function sumOf<Key>(sums: Map<Key, Sum>, key: Key): Sum {
  const known = sums.get(key) ?? emptySum();
  sums.set(key, known);
  return known;
}

function printed({ count, collateral, debt }: Sum) {
  return { count, collateralUsd: usdFigure(collateral), debtRepaidUsd: usdFigure(debt) };
}
