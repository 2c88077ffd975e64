import type { WorldRow } from "../trace/row.ts";
import { WAD } from "../units.ts";
import { Accounts, type Holding, isHolderRow } from "./accounts.ts";
import { ratioFigure } from "./figures.ts";
import type { Metric } from "./metric.ts";
import { ShareStates } from "./shareStates.ts";
import type { Summary } from "./summary.ts";
import { sumOf } from "./sumOf.ts";
import { systemicLeverage } from "./systemicLeverage.ts";

type Leverage = Omit<Summary["leverage"], "exposureStart" | "nominalByVenue">;

/** Equity from which an account counts for the largest and the 99th percentile, USD [wad]. */
const MATERIAL = 100n * WAD;

/**
 * Effective leverage of external holders over all venues, vault shares looked through, ratios of USD at the oracle's
 * prices. A holder's gross G is what it has supplied, A, what it has on the perpetual exchange (settled margin and other
 * collateral, its share of the liquidity pool), the notional of its positions there, and what its shares and its wallet
 * stand for; its equity E is all of it less its debt D, with its positions' profit in place of their notional.
 *
 * - `systemic`: Σ G ÷ Σ E over solvent holders (E > 0); null without one.
 * - `maxAccountStart`, `p99AccountStart`: G ÷ E over holders with equity of at least $100; the percentile by
 *   nearest rank, the ⌈0.99·n⌉-th smallest; null without one.
 * - `insolventAccounts`: holders whose equity is zero or less at the end, those written off to nothing among them.
 * - `loopingShareStart`: Σ over loopers, and through shares of loop vaults, of min(D, A), ÷ Σ G; 0 when nobody has anything;
 *   null where real accounts take part, of which nobody knows how they came by their positions.
 * - `intraSystemShareStart`: 1 − net ÷ gross. Every debt is owed to the lending pool, whose claims are others' A, so it is
 *   Σ D ÷ Σ G; null on a fork, where most lenders are none of the holders.
 */
export function leverage(): Metric<Leverage> {
  const accounts = { start: new Accounts(), end: new Accounts() };
  const states = new ShareStates();
  let fork: WorldRow["fork"];

  return {
    read(row) {
      if (row.kind === "world") fork = row.fork;
      states.read(row);
      if (isHolderRow(row)) accounts[row.phase].add(row);
    },
    result() {
      const holders = accounts.start.all(states.at("start"));
      const end = accounts.end.all(states.at("end"));
      const material = holders.filter(({ equity }) => equity >= MATERIAL).sort(byLeverage);
      const gross = sumOf(holders, (holder) => holder.gross);
      const share = (part: bigint) => (gross === 0n ? 0 : ratioFigure(part, gross));
      return {
        systemicStart: systemicLeverage(holders),
        systemicEnd: systemicLeverage(end),
        p99AccountStart: leverageOf(material[Math.ceil((99 * material.length) / 100) - 1]),
        maxAccountStart: leverageOf(material.at(-1)),
        insolventAccounts: end.filter(({ equity }) => equity <= 0n).length,
        loopingShareStart: (fork?.accounts.taken ?? 0) > 0 ? null : share(sumOf(holders, ({ looped }) => looped)),
        intraSystemShareStart: fork === undefined ? share(sumOf(holders, ({ debt }) => debt)) : null,
      };
    },
  };
}

function leverageOf(holding: Holding | undefined): number | null {
  return holding === undefined ? null : ratioFigure(holding.gross, holding.equity);
}

/** By cross-multiplication: no rounding decides an order. */
function byLeverage(a: Holding, b: Holding): number {
  const [left, right] = [a.gross * b.equity, b.gross * a.equity];
  return left < right ? -1 : left > right ? 1 : 0;
}
