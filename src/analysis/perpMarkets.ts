import type { PerpMarketRow } from "../trace/perpRow.ts";
import { abs, parseWad, WAD } from "../units.ts";
import { usdFigure } from "./figures.ts";
import type { Metric } from "./metric.ts";
import { isForcedSale, shareOf } from "./perpSums.ts";
import type { Summary } from "./summary.ts";

interface MarketSums {
  first: PerpMarketRow;
  last: PerpMarketRow;
  liquidated: bigint;
  adl: bigint;
  taken: bigint;
  funding: bigint;
}

/**
 * Each market's own figures. Open interest is the larger side's, USD at mark. `fundingPaidUsd`: what the paying side
 * owed, block by block: its size at the block's start × the growth of the funding index in the block.
 */
export function perpMarkets(): Metric<Summary["perps"]["perMarket"]> {
  const markets = new Map<string, MarketSums>();

  function advance(row: PerpMarketRow): void {
    const known = markets.get(row.market);
    if (known === undefined) {
      markets.set(row.market, { first: row, last: row, liquidated: 0n, adl: 0n, taken: 0n, funding: 0n });
      return;
    }
    const growth = parseWad(row.fundingIndex) - parseWad(known.last.fundingIndex);
    const payers = growth < 0n ? known.last.longSize : known.last.shortSize;
    known.funding += (parseWad(payers) * abs(growth)) / WAD;
    known.last = row;
  }

  return {
    read(row) {
      if (row.kind === "perpMarket") return advance(row);
      if (row.kind !== "adl" && row.kind !== "perpLiquidation") return;
      const sums = markets.get(row.market ?? "");
      if (sums === undefined) return;
      if (row.kind === "adl") {
        sums.adl += parseWad(row.notionalUsd);
        sums.taken += parseWad(row.takenUsd);
      } else if (isForcedSale(row)) sums.liquidated += parseWad(row.notionalUsd);
    },
    result: () => Object.fromEntries([...markets].map(([market, sums]) => [market, printed(sums)])),
  };
}

function printed({ first, last, liquidated, adl, taken, funding }: MarketSums): Summary["perps"]["perMarket"][string] {
  return {
    liquidatedUsd: usdFigure(liquidated),
    adlUsd: usdFigure(adl),
    adlTakenUsd: usdFigure(taken),
    adlToLiquidated: shareOf(adl, liquidated),
    openInterestStartUsd: usdFigure(largerSide(first)),
    openInterestEndUsd: usdFigure(largerSide(last)),
    skewStart: first.skew,
    skewEnd: last.skew,
    fundingPaidUsd: usdFigure(funding),
    markStart: first.mark,
    markEnd: last.mark,
  };
}

function largerSide({ longUsd, shortUsd }: PerpMarketRow): bigint {
  const [long, short] = [parseWad(longUsd), parseWad(shortUsd)];
  return long > short ? long : short;
}
