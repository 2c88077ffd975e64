import { usdFigure } from "./figures.ts";
import { forcedSaleOf } from "./forcedSale.ts";
import type { Metric } from "./metric.ts";
import type { Summary } from "./summary.ts";
import { LENDING, PERPS } from "./venue.ts";

interface Sum {
  count: number;
  collateral: bigint;
  debt: bigint;
}

/**
 * Forced sales of accounts that went through, without what vaults did by themselves: how many, on how many accounts, and the USD of what was seized and repaid at the
 * venue's oracle prices, in all, by venue (the lending venue always, the perpetual exchange where there is one) and by
 * round (`cascade.ts`), lowest round first. Of a perpetual position that was closed or taken over, what was seized is
 * its notional and nothing is repaid.
 */
export function liquidations(): Metric<Summary["liquidations"]> {
  const accounts = new Set<string>();
  const all = emptySum();
  const venues = new Map<string, Sum>([[LENDING, emptySum()]]);
  const rounds = new Map<number, Sum>();

  return {
    read(row) {
      if (row.kind === "world" && row.perps !== undefined) sumOf(venues, PERPS);
      const sale = row.kind === "vaultAction" ? undefined : forcedSaleOf(row);
      if (sale === undefined) return;
      accounts.add(sale.account);
      for (const sum of [all, sumOf(venues, sale.venue), sumOf(rounds, sale.round)]) {
        sum.count += 1;
        sum.collateral += sale.collateral;
        sum.debt += sale.debt;
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
