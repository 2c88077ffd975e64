import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { summarise } from "../../src/analysis/summarise.ts";
import type { ReportInput } from "../../src/report/page.ts";
import type { DeficitRow, HealthRow, LiquidationRow } from "../../src/trace/lendingRow.ts";
import type { BlockRow, Row } from "../../src/trace/row.ts";
import { accountRow, healthFactor, hex, price, type SamplePosition, sampleBook, six, units } from "./sampleBook.ts";
import { sampleParameters } from "./sampleParameters.ts";
import { sampleWorld } from "./sampleWorld.ts";

export interface SampleOptions {
  seed?: number;
  blocks?: number;
  accounts?: number;
  /** The size of the exogenous fall, a fraction; 0 makes a run in which nothing happens. */
  shock?: number;
}

const START = { WETH: 3_842.5, wstETH: 4_651.3, USDC: 1 };
const STAKING_RATE = START.wstETH / START.WETH;
const EDGES = [
  "0.95",
  "1.00",
  "1.02",
  "1.05",
  "1.10",
  "1.15",
  "1.20",
  "1.25",
  "1.30",
  "1.40",
  "1.50",
  "1.75",
  "2.00",
  "3.00",
  "inf",
];

/**
 * The rows and the summary of a run that never happened: a shocked price, an oracle that follows in steps, a book that
 * is sold into a market of finite depth. Seeded; it has the shape of a cascade and makes no claim to be one.
 */
export function sampleRun(options: SampleOptions = {}): ReportInput {
  const { seed = 1, blocks = 120, accounts = 500, shock = 0.13 } = options;
  const rng = xoroshiro128plus(seed);
  const book = sampleBook(rng, accounts, START);
  const depth = 1_000_000 * accounts;
  const state = { oracle: START.WETH, counterfactual: START.WETH, pool: START.WETH, impact: 0, sold: 0 };
  const rows: Row[] = [sampleWorld(seed), ...book.map((position) => accountRow(position, "start", START))];

  for (let block = 0; block < blocks; block++) {
    const drift = shock === 0 ? 0 : 0.025 * Math.sin(Math.max(0, block - 12) / 22);
    const shocked = block < 8 ? 0 : shock;
    const exogenous = START.WETH * (1 - shocked - drift) * (1 + 0.0012 * (uniformFloat64(rng) - 0.5));
    state.impact = state.impact * 0.985 + state.sold / depth;
    const reference = exogenous * Math.exp(-state.impact);
    state.oracle = Math.abs(reference / state.oracle - 1) > 0.005 ? reference : state.oracle;
    state.counterfactual = Math.abs(exogenous / state.counterfactual - 1) > 0.005 ? exogenous : state.counterfactual;
    state.pool += 0.6 * (reference - state.pool);

    const prices = { ...START, WETH: state.oracle, wstETH: state.oracle * STAKING_RATE };
    const alone = { ...START, WETH: state.counterfactual, wstETH: state.counterfactual * STAKING_RATE };
    const due = book.filter((position) => healthFactor(position, prices) < 1).slice(0, Math.ceil(accounts / 60));
    const events = due.flatMap((position) => liquidate(position, { block, prices, alone, rng }));
    const sales = events.filter((row) => row.kind === "liquidation");
    state.sold = sales.reduce((sum, row) => sum + Number(row.collateralUsd), 0);
    state.pool *= Math.exp(-state.sold / depth / 2);

    const failed = due.length > 3 && block % 2 === 0 ? 1 + (block % 3) : 0;
    for (let index = 0; index < failed; index++) {
      const transaction = hex(rng, 64);
      rows.push({
        kind: "failed",
        block,
        transaction,
        agent: "liquidator-slow",
        action: "liquidate",
        gasUsed: "61240",
      });
    }
    rows.push(...events, blockRow(block, state, { exogenous, reference }, failed), healthRow(block, book, prices));
  }

  const end = { ...START, WETH: state.oracle, wstETH: state.oracle * STAKING_RATE };
  rows.push(...book.map((position) => accountRow(position, "end", end)));
  rows.push({ kind: "prediction", asset: "WETH", totalLogFall: shock === 0 ? "0" : "0.291000000000000000" });
  rows.push({ kind: "conservation", ok: true, maxErrorWei: "184", checks: [] });
  rows.push({ kind: "end", block: blocks - 1, converged: true, reason: "no agent has a profitable action" });
  return { scenario: sampleParameters(seed, shock), rows, summary: summarise(rows, { version: "0.1.0", compare: [] }) };
}

interface Moment {
  block: number;
  prices: Record<string, number>;
  alone: Record<string, number>;
  rng: ReturnType<typeof xoroshiro128plus>;
}

function liquidate(position: SamplePosition, moment: Moment): (LiquidationRow | DeficitRow)[] {
  const { prices, block, rng } = moment;
  const before = healthFactor(position, prices);
  const direct = healthFactor(position, moment.alone) < 1;
  const bonus = position.group === "e-mode" ? 1.01 : 1.05;
  const collateralPrice = price(prices, position.collateralAsset);
  const debtPrice = price(prices, position.debtAsset);
  const wanted = position.debt * (before < 0.95 ? 1 : 0.5);
  const repaid = Math.min(wanted, (position.collateral * collateralPrice) / bonus / debtPrice);
  const seized = (repaid * debtPrice * bonus) / collateralPrice;
  position.debt -= repaid;
  position.collateral = Math.max(0, position.collateral - seized);

  const collateralUsd = seized * collateralPrice;
  const profit = collateralUsd * (1 - 1 / bonus) * (0.25 + 0.7 * uniformFloat64(rng));
  const transaction = hex(rng, 64);
  const common = { block, transaction, venue: "lending", account: position.account, debtAsset: position.debtAsset };
  const row: LiquidationRow = {
    kind: "liquidation",
    ...common,
    group: position.group,
    liquidator: `0x${"5e".repeat(20)}`,
    agent: block % 3 === 0 ? "liquidator-slow" : "liquidator-fast",
    collateralAsset: position.collateralAsset,
    debtRepaid: units(repaid, position.debtAsset),
    collateralSeized: units(seized, position.collateralAsset),
    debtRepaidUsd: (repaid * debtPrice).toFixed(2),
    collateralUsd: collateralUsd.toFixed(2),
    debtPrice: debtPrice.toFixed(8),
    collateralPrice: collateralPrice.toFixed(8),
    healthFactorBefore: six(before),
    healthFactorAfter: six(healthFactor(position, prices)),
    proceedsUsd: block % 5 === 4 ? null : (repaid * debtPrice + profit).toFixed(2),
    profitUsd: profit.toFixed(2),
    gasUsed: String(412_000 + Math.floor(uniformFloat64(rng) * 90_000)),
    gasUsd: (1.2 + 3 * uniformFloat64(rng)).toFixed(2),
    direct,
    round: direct ? 0 : Math.min(6, 1 + Math.floor(Math.max(0, block - 10) / 9)),
    channel: null,
  };
  if (position.collateral > 1e-9 || position.debt < 0.01) return [row];
  const lost = position.debt;
  position.debt = 0;
  const amountUsd = (lost * debtPrice).toFixed(2);
  return [row, { kind: "deficit", ...common, amount: units(lost, position.debtAsset), amountUsd }];
}

function blockRow(
  block: number,
  state: { oracle: number; counterfactual: number; pool: number; sold: number },
  market: { exogenous: number; reference: number },
  failed: number,
): BlockRow {
  const quote = (factor: number, pool: string | null) => ({
    exogenous: (market.exogenous * factor).toFixed(8),
    reference: (market.reference * factor).toFixed(8),
    oracle: (state.oracle * factor).toFixed(8),
    counterfactual: (state.counterfactual * factor).toFixed(8),
    pool,
  });
  const one = "1.00000000";
  return {
    kind: "block",
    block,
    number: 64 + block,
    time: 1_735_689_600 + 12 * block,
    transactions: 6 + (block % 5),
    failed,
    gasUsed: String(2_400_000 + 31_000 * (block % 17)),
    baseFeeGwei: "1.000000000",
    prices: {
      WETH: quote(1, state.pool.toFixed(8)),
      wstETH: quote(STAKING_RATE, (state.pool * STAKING_RATE * 0.999).toFixed(8)),
      USDC: { exogenous: one, reference: one, oracle: one, counterfactual: one, pool: null },
    },
    branchingRatio: state.sold === 0 ? null : 0.612,
    flowUsd: { WETH: state.sold.toFixed(2) },
  };
}

function healthRow(block: number, book: SamplePosition[], prices: Record<string, number>): HealthRow {
  const buckets = EDGES.map((below) => ({ below, accounts: 0, debt: 0 }));
  for (const position of book) {
    if (position.debt < 0.01) continue;
    const factor = healthFactor(position, prices);
    const bucket = buckets.find(({ below }) => below === "inf" || factor < Number(below));
    if (bucket === undefined) continue;
    bucket.accounts += 1;
    bucket.debt += position.debt * price(prices, position.debtAsset);
  }
  return {
    kind: "health",
    block,
    buckets: buckets.map(({ below, accounts, debt }) => ({ below, accounts, debtUsd: debt.toFixed(2) })),
  };
}
