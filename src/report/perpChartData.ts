import type { PerpMarketRow, WaterfallRow } from "../trace/perpRow.ts";
import type { CollectedRows } from "./collectRows.ts";
import { sumByBlock } from "./sumByBlock.ts";
import { thinLast, thinSum } from "./thin.ts";

const STAGES = ["partial", "full", "takeover"] as const;
const STEPS = ["margin", "insurance", "adl", "pool", "uncovered"] as const;

/** What the charts of a perpetual exchange draw; lists over time have one item a column. Amounts in USD. */
export interface PerpChartData {
  markets: Record<string, MarketLines>;
  mainMarket: string;
  /** Closed by force, and deleveraged. */
  stages: Record<(typeof STAGES)[number] | "adl", number[]>;
  funds: { insurance: number[]; engine: number[]; pool: number[]; start: number };
  waterfall: { step: WaterfallRow["step"]; usd: number }[];
}

/** One market over time; funding and premium are fractions. */
export interface MarketLines {
  index: number[];
  mark: number[];
  long: number[];
  short: number[];
  skew: number[];
  premium: number[];
  funding: number[];
}

/** Null without an exchange. */
export function perpChartData({ blocks, perps }: CollectedRows, width: number): PerpChartData | null {
  const names = [...new Set(perps.markets.map((row) => row.market))];
  const [first] = names;
  if (first === undefined) return null;
  const notional = (row: { notionalUsd: string }) => Number(row.notionalUsd);
  const stage = (name: (typeof STAGES)[number]) => perps.liquidations.filter((row) => row.stage === name);
  const sums = (rows: { block: number; notionalUsd: string }[]) => thinSum(sumByBlock(blocks, rows, notional), width);
  const books = thinLast(
    perps.books.filter((row) => row.phase === "block"),
    width,
  );

  return {
    markets: Object.fromEntries(names.map((name) => [name, linesOf(perps.markets, name, width)])),
    mainMarket: largestMarket(perps.markets) ?? first,
    stages: {
      partial: sums(stage("partial")),
      full: sums(stage("full")),
      takeover: sums(stage("takeover")),
      adl: sums(perps.adls),
    },
    funds: {
      insurance: books.map((row) => Number(row.insuranceUsd)),
      engine: books.map((row) => Number(row.engineEquityUsd)),
      pool: books.map((row) => Number(row.poolUsd)),
      start: Number(perps.books[0]?.insuranceUsd ?? 0),
    },
    waterfall: STEPS.map((step) => ({
      step,
      usd: perps.waterfall.filter((row) => row.step === step).reduce((sum, row) => sum + Number(row.amountUsd), 0),
    })),
  };
}

function linesOf(rows: PerpMarketRow[], market: string, width: number): MarketLines {
  const own = rows.filter((row) => row.market === market && row.phase === "block");
  const columns = thinLast(own, width);
  const line = (value: (row: PerpMarketRow) => string) => columns.map((row) => Number(value(row)));
  return {
    index: line((row) => row.index),
    mark: line((row) => row.mark),
    long: line((row) => row.longUsd),
    short: line((row) => row.shortUsd),
    skew: columns.map((row) => Number(row.longUsd) - Number(row.shortUsd)),
    premium: line((row) => row.premium),
    funding: line((row) => row.fundingRate),
  };
}

/** The one with most open interest at the start. */
function largestMarket(rows: PerpMarketRow[]): string | undefined {
  const size = ({ longUsd, shortUsd }: PerpMarketRow) => Number(longUsd) + Number(shortUsd);
  return rows
    .filter((row) => row.phase === "start")
    .reduce<PerpMarketRow | undefined>(
      (most, row) => (most === undefined || size(row) > size(most) ? row : most),
      undefined,
    )?.market;
}
