import { type Summary, summarySchema } from "../../src/analysis/summary.ts";
import type { BlockRow, LiquidationRow, Row } from "../../src/trace/row.ts";

const PERPS = {
  adlCount: 0,
  adlUsd: "0.00",
  insuranceFundStartUsd: "0.00",
  insuranceFundEndUsd: "0.00",
  shortfall: { insurance: "0.00", adl: "0.00", pool: "0.00", uncovered: "0.00" },
};

/** A summary that agrees with its rows where the report shows both, and is made up elsewhere. */
export function sampleSummary(rows: Row[], seed: number): Summary {
  const blocks = rows.filter((row) => row.kind === "block");
  const sales = rows.filter((row) => row.kind === "liquidation");
  const deficits = rows.filter((row) => row.kind === "deficit");
  const failedTransactions = rows.filter((row) => row.kind === "failed").length;
  const collateralUsd = sum(sales, (row) => row.collateralUsd);
  const debtRepaidUsd = sum(sales, (row) => row.debtRepaidUsd);
  const lost = sum(deficits, (row) => row.amountUsd);
  const transmitted = sum(
    sales.filter((row) => !row.direct),
    (row) => row.collateralUsd,
  );
  const fall = logFall(blocks, "oracle");
  const alone = logFall(blocks, "counterfactual");
  const amplification = alone < 0.001 ? null : Number((fall / alone).toFixed(6));

  return summarySchema.parse({
    scenario: "eth-spiral",
    seed,
    version: "0.1.0",
    blocks: blocks.length,
    converged: true,
    transactions: 4 * blocks.length + sales.length + failedTransactions,
    failedTransactions,
    gasUsed: String(sum(sales, (row) => row.gasUsed).split(".")[0]),
    prices: Object.fromEntries(["WETH", "wstETH", "USDC"].map((asset) => [asset, oraclePrices(blocks, asset)])),
    leverage: {
      systemicStart: 2.614203,
      systemicEnd: 1.902417,
      p99AccountStart: 11.302154,
      maxAccountStart: 12.840226,
      insolventAccounts: deficits.length,
      loopingShareStart: 0.41,
      intraSystemShareStart: 0.183,
      exposureStart: { WETH: { longUsd: "90000000.00", shortUsd: "12000000.00", netUsd: "78000000.00" } },
    },
    liquidations: {
      count: sales.length,
      accounts: new Set(sales.map((row) => row.account)).size,
      collateralUsd,
      debtRepaidUsd,
      byVenue: { lending: { count: sales.length, collateralUsd, debtRepaidUsd } },
      byRound: byRound(sales),
    },
    stranded: { count: 0, debtUsd: "0.00" },
    badDebtUsd: {
      recognised: lost,
      economic: lost,
      ultimate: lost,
      byVenue: { lending: { recognised: lost, economic: lost } },
    },
    perps: PERPS,
    vaults: {},
    cascade: {
      rounds: byRound(sales).length,
      endogenousShare: sales.length === 0 ? null : Number(transmitted) / Number(collateralUsd),
      branchingRatio: sales.length === 0 ? null : 0.612,
      amplification: { WETH: amplification, wstETH: amplification, USDC: null },
    },
    prediction:
      amplification === null
        ? null
        : { asset: "WETH", totalLogFall: fall * 0.97, simulatedLogFall: fall, error: 0.0309 },
    defences: { count: 0, accounts: 0, repaidUsd: "0.00", soldUsd: "0.00" },
    attribution: {},
    comparison: [],
    conservation: { ok: true, maxErrorWei: "184" },
  });
}

function sum<T>(rows: T[], value: (row: T) => string): string {
  return rows.reduce((total, row) => total + Number(value(row)), 0).toFixed(2);
}

function byRound(sales: LiquidationRow[]): Summary["liquidations"]["byRound"] {
  const rounds = [...new Set(sales.map((row) => row.round))].sort((a, b) => a - b);
  return rounds.map((round) => {
    const of = sales.filter((row) => row.round === round);
    return { round, count: of.length, collateralUsd: sum(of, (row) => row.collateralUsd) };
  });
}

function logFall(blocks: BlockRow[], line: "oracle" | "counterfactual"): number {
  const values = blocks.map((row) => Number(row.prices.WETH?.[line]));
  return values.length === 0 ? 0 : Math.log((values[0] ?? 1) / Math.min(...values));
}

function oraclePrices(blocks: BlockRow[], asset: string): { start: string; low: string; end: string } {
  const values = blocks.map((row) => row.prices[asset]?.oracle ?? "0");
  const low = values.reduce((lowest, value) => (Number(value) < Number(lowest) ? value : lowest), values[0] ?? "0");
  return { start: values[0] ?? "0", low, end: values.at(-1) ?? "0" };
}
