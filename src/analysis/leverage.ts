import type { AccountRow } from "../trace/row.ts";
import { parseWad, WAD } from "../units.ts";
import { ratioFigure } from "./figures.ts";
import type { Metric } from "./metric.ts";
import type { Summary } from "./summary.ts";

type Leverage = Omit<Summary["leverage"], "exposureStart">;

/** Equity from which an account counts for the largest and the 99th percentile, USD [wad]. */
const MATERIAL = 100n * WAD;

interface Holding {
  gross: bigint;
  equity: bigint;
}

/**
 * Leverage of external holders, ratios of USD at the oracle's prices. Without vaults a holder's look-through assets are
 * what it has supplied, A, and its equity is A less its debt D.
 *
 * - `systemic`: Σ A ÷ Σ (A − D) over solvent holders (A > D); null without one.
 * - `maxAccountStart`, `p99AccountStart`: A ÷ (A − D) over holders with equity of at least $100; the percentile by
 *   nearest rank, the ⌈0.99·n⌉-th smallest; null without one.
 * - `insolventAccounts`: holders whose equity is zero or less at the end, those written off to nothing among them.
 * - `loopingShareStart`: Σ over loopers of min(D, A), ÷ Σ A; 0 when nobody has anything.
 * - `intraSystemShareStart`: 1 − net ÷ gross. Every debt is owed to the pool, whose claims are others' A: net is Σ A − Σ D.
 */
export function leverage(): Metric<Leverage> {
  const material: Holding[] = [];
  const start = emptyBook();
  const end = emptyBook();
  let looping = 0n;
  let insolventAccounts = 0;

  return {
    read(row) {
      if (row.kind !== "account") return;
      const { holding, debt } = holdingOf(row);
      if (row.phase === "end") {
        count(end, holding, debt);
        if (holding.equity <= 0n) insolventAccounts += 1;
        return;
      }
      count(start, holding, debt);
      if (row.looping) looping += debt < holding.gross ? debt : holding.gross;
      if (holding.equity >= MATERIAL) material.push(holding);
    },
    result() {
      material.sort(byLeverage);
      const share = (part: bigint) => (start.gross === 0n ? 0 : ratioFigure(part, start.gross));
      return {
        systemicStart: leverageOf(start.solvent),
        systemicEnd: leverageOf(end.solvent),
        p99AccountStart: leverageOf(material[Math.ceil((99 * material.length) / 100) - 1]),
        maxAccountStart: leverageOf(material.at(-1)),
        insolventAccounts,
        loopingShareStart: share(looping),
        intraSystemShareStart: share(start.debt),
      };
    },
  };
}

function emptyBook() {
  return { gross: 0n, debt: 0n, solvent: { gross: 0n, equity: 0n } };
}

function count(book: ReturnType<typeof emptyBook>, { gross, equity }: Holding, debt: bigint): void {
  book.gross += gross;
  book.debt += debt;
  if (equity <= 0n) return;
  book.solvent.gross += gross;
  book.solvent.equity += equity;
}

function holdingOf(row: AccountRow): { holding: Holding; debt: bigint } {
  const gross = parseWad(row.collateralUsd);
  const debt = parseWad(row.debtUsd);
  return { holding: { gross, equity: gross - debt }, debt };
}

function leverageOf(holding: Holding | undefined): number | null {
  return holding === undefined || holding.equity === 0n ? null : ratioFigure(holding.gross, holding.equity);
}

/** By cross-multiplication: no rounding decides an order. */
function byLeverage(a: Holding, b: Holding): number {
  const [left, right] = [a.gross * b.equity, b.gross * a.equity];
  return left < right ? -1 : left > right ? 1 : 0;
}
