import { SHARED_STEPS } from "../analysis/badDebt.ts";
import type { Summary } from "../analysis/summary.ts";
import type { HealthRow } from "../trace/lendingRow.ts";
import type { BlockRow } from "../trace/row.ts";
import type { CollectedRows } from "./collectRows.ts";
import { type ContagionChartData, contagionChartData } from "./contagionChartData.ts";
import { type ControlChartData, controlChartData } from "./controlChartData.ts";
import { forcedSales } from "./forcedSales.ts";
import { type LeverageHistogram, leverageHistogram } from "./histogram.ts";
import { leveredAccounts } from "./leveredAccounts.ts";
import { mainAsset } from "./mainAsset.ts";
import { type PerpChartData, perpChartData } from "./perpChartData.ts";
import { sumByBlock } from "./sumByBlock.ts";
import { columnWidth, thinLast, thinLine, thinSum } from "./thin.ts";

/** More columns than this cannot be told apart on a wide screen. */
const MOST_COLUMNS = 1_200;

type Line = (number | null)[];
const LINES = ["reference", "oracle", "counterfactual", "pool"] as const;

/** What the page's charts draw; every list over time has one item a column. Amounts in USD. */
export interface ChartData {
  mainAsset: string | undefined;
  /** Blocks in a column: 1 unless the run is too long to draw each. */
  blocksPerColumn: number;
  blockSeconds: number;
  /** The first block of each column. */
  blocks: number[];
  /** The time of the last block of each column, Unix seconds. */
  times: number[];
  startTime: number;
  lastBlock: number;
  prices: Record<string, Record<(typeof LINES)[number], Line> & { start: number }>;
  liquidations: { direct: number[]; transmitted: number[]; counts: number[] };
  rounds: { round: number; count: number; collateralUsd: number }[];
  cumulative: { liquidated: number[]; badDebt: number[] };
  health: { labels: string[]; unhealthy: number; cells: [column: number, bucket: number, debtUsd: number][] } | null;
  leverage: LeverageHistogram | null;
  perps: PerpChartData | null;
  contagion: ContagionChartData | null;
  controls: ControlChartData | null;
}

/** Turns rows into columns; long runs are thinned out here and nowhere else. */
export function chartData(rows: CollectedRows, summary: Summary, mostColumns = MOST_COLUMNS): ChartData {
  const { blocks } = rows;
  const width = columnWidth(blocks.length, mostColumns);
  const sales = forcedSales(rows);
  const sold = (direct: boolean) =>
    sumByBlock(
      blocks,
      sales.filter((row) => row.direct === direct),
      (row) => row.usd,
    );
  const direct = sold(true);
  const transmitted = sold(false);
  const written = [...rows.deficits, ...rows.perps.waterfall.filter(({ step }) => SHARED_STEPS.has(step))];
  const badDebt = sumByBlock(blocks, written, (row) => Number(row.amountUsd));
  const counts = sumByBlock(blocks, sales, () => 1);

  return {
    mainAsset: mainAsset(summary),
    blocksPerColumn: width,
    blockSeconds: rows.world?.blockSeconds ?? 0,
    blocks: blocks.filter((_, index) => index % width === 0).map((row) => row.block),
    times: thinLast(blocks, width).map((row) => row.time),
    startTime: blocks[0]?.time ?? 0,
    lastBlock: blocks.at(-1)?.block ?? 0,
    prices: priceLines(blocks, width, summary),
    liquidations: {
      direct: thinSum(direct, width),
      transmitted: thinSum(transmitted, width),
      counts: thinSum(counts, width),
    },
    rounds: summary.liquidations.byRound.map((row) => ({ ...row, collateralUsd: Number(row.collateralUsd) })),
    cumulative: {
      liquidated: thinLast(runningTotal(direct.map((usd, index) => usd + (transmitted[index] ?? 0))), width),
      badDebt: thinLast(runningTotal(badDebt), width),
    },
    health: healthCells(rows.health, blocks, width),
    leverage: leverageHistogram(leveredAccounts(rows, "start"), leveredAccounts(rows, "end")),
    perps: perpChartData(rows, width),
    contagion: contagionChartData(rows, Object.keys(summary.contagion.byVenue), width),
    controls: controlChartData(rows, summary.controls.active, width),
  };
}

function priceLines(blocks: BlockRow[], width: number, summary: Summary): ChartData["prices"] {
  const assets = Object.keys(blocks[0]?.prices ?? {});
  const line = (asset: string, name: (typeof LINES)[number]): Line =>
    thinLine(
      blocks.map((row) => {
        const price = row.prices[asset]?.[name];
        return price === undefined || price === null ? null : Number(price);
      }),
      width,
    );
  return Object.fromEntries(
    assets.map((asset) => [
      asset,
      {
        start: Number(summary.prices[asset]?.start ?? blocks[0]?.prices[asset]?.oracle),
        reference: line(asset, "reference"),
        oracle: line(asset, "oracle"),
        counterfactual: line(asset, "counterfactual"),
        pool: line(asset, "pool"),
      },
    ]),
  );
}

/** The distribution at each column: the last one written at or before it. Empty cells are left out. */
function healthCells(rows: HealthRow[], blocks: BlockRow[], width: number): ChartData["health"] {
  const first = rows[0];
  if (first === undefined) return null;
  const edges = first.buckets.map((bucket) => bucket.below);
  const cells: [number, number, number][] = [];
  let next = 0;
  let current: HealthRow | undefined;
  thinLast(blocks, width).forEach((column, x) => {
    for (let row = rows[next]; row !== undefined && row.block <= column.block; row = rows[++next]) current = row;
    current?.buckets.forEach((bucket, y) => {
      if (Number(bucket.debtUsd) > 0) cells.push([x, y, Number(bucket.debtUsd)]);
    });
  });
  return { labels: edges.map(bucketLabel), unhealthy: edges.filter((edge) => Number(edge) <= 1).length, cells };
}

function bucketLabel(below: string, index: number, edges: string[]): string {
  const short = (edge: string) => Number(edge).toFixed(2);
  const lower = edges[index - 1];
  if (lower === undefined) return `< ${short(below)}`;
  return index === edges.length - 1 ? `≥ ${short(lower)}` : `${short(lower)}–${short(below)}`;
}

function runningTotal(values: number[]): number[] {
  let total = 0;
  return values.map((value) => {
    total += value;
    return total;
  });
}
