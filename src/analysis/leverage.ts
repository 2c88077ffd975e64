import { WAD } from "../units.ts";
import { Accounts, type Holding } from "./accounts.ts";
import { ratioFigure } from "./figures.ts";
import type { Metric } from "./metric.ts";
import type { Summary } from "./summary.ts";

type Leverage = Omit<Summary["leverage"], "exposureStart">;

/** Equity from which an account counts for the largest and the 99th percentile, USD [wad]. */
const MATERIAL = 100n * WAD;

/**
 * Leverage of external holders, ratios of USD at the oracle's prices. A holder's gross G is what it has supplied, A, what
 * it has on the perpetual exchange (settled margin and other collateral, its share of the liquidity pool) and the
 * notional of its positions there; its equity E is A less its debt D and that margin with its positions' profit.
 *
 * - `systemic`: Σ G ÷ Σ E over solvent holders (E > 0); null without one.
 * - `maxAccountStart`, `p99AccountStart`: G ÷ E over holders with equity of at least $100; the percentile by
 *   nearest rank, the ⌈0.99·n⌉-th smallest; null without one.
 * - `insolventAccounts`: holders whose equity is zero or less at the end, those written off to nothing among them.
 * - `loopingShareStart`: Σ over loopers of min(D, A), ÷ Σ G; 0 when nobody has anything.
 * - `intraSystemShareStart`: 1 − net ÷ gross. Every debt is owed to the lending pool, whose claims are others' A, so it is
 *   Σ D ÷ Σ G.
 */
export function leverage(): Metric<Leverage> {
  const accounts = { start: new Accounts(), end: new Accounts() };

  return {
    read(row) {
      if (row.kind === "account" || row.kind === "perpAccount") accounts[row.phase].add(row);
    },
    result() {
      const holders = accounts.start.all();
      const end = accounts.end.all();
      const material = holders.filter(({ equity }) => equity >= MATERIAL).sort(byLeverage);
      const gross = sum(holders, (holder) => holder.gross);
      const share = (part: bigint) => (gross === 0n ? 0 : ratioFigure(part, gross));
      const looping = holders.filter((holder) => holder.looping);
      return {
        systemicStart: systemicOf(holders),
        systemicEnd: systemicOf(end),
        p99AccountStart: leverageOf(material[Math.ceil((99 * material.length) / 100) - 1]),
        maxAccountStart: leverageOf(material.at(-1)),
        insolventAccounts: end.filter(({ equity }) => equity <= 0n).length,
        loopingShareStart: share(sum(looping, ({ debt, supplied }) => (debt < supplied ? debt : supplied))),
        intraSystemShareStart: share(sum(holders, ({ debt }) => debt)),
      };
    },
  };
}

function systemicOf(holders: readonly Holding[]): number | null {
  const solvent = holders.filter(({ equity }) => equity > 0n);
  return leverageOf({ gross: sum(solvent, ({ gross }) => gross), equity: sum(solvent, ({ equity }) => equity) });
}

function sum(holders: readonly Holding[], value: (holder: Holding) => bigint): bigint {
  return holders.reduce((total, holder) => total + value(holder), 0n);
}

function leverageOf(holding: { gross: bigint; equity: bigint } | undefined): number | null {
  return holding === undefined || holding.equity === 0n ? null : ratioFigure(holding.gross, holding.equity);
}

/** By cross-multiplication: no rounding decides an order. */
function byLeverage(a: Holding, b: Holding): number {
  const [left, right] = [a.gross * b.equity, b.gross * a.equity];
  return left < right ? -1 : left > right ? 1 : 0;
}
