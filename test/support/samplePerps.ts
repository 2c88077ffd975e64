import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { summarise } from "../../src/analysis/summarise.ts";
import type { ReportInput } from "../../src/report/page.ts";
import type { BlockRow, Row } from "../../src/trace/row.ts";
import { adl, adlRound, perpAccount, perpBooks, perpLiquidation, perpMarket } from "./perpRows.ts";
import { hex } from "./sampleBook.ts";
import { sampleParameters } from "./sampleParameters.ts";
import { sampleWorld } from "./sampleWorld.ts";

const START = 3_842.5;
const usd = (value: number) => value.toFixed(6);

/** A trader of a run that never happened; size in ETH. */
interface Trader {
  account: string;
  size: number;
  margin: number;
}

/**
 * The rows and the summary of a run on an exchange that never happened: a fall, longs closed in stages, an insurance
 * fund that is used up, shorts that are deleveraged. Seeded; it has the shape of a cascade and makes no claim to be one.
 */
export function samplePerpRun({ seed = 1, blocks = 100, traders = 300, shock = 0.12 } = {}): ReportInput {
  const rng = xoroshiro128plus(seed);
  const book: Trader[] = Array.from({ length: traders }, (_, i) => {
    const margin = 2_000 * 10 ** (2 * uniformFloat64(rng) ** 2);
    const size = (margin * (2 + 18 * uniformFloat64(rng))) / START;
    return { account: hex(rng, 40), size: i % 5 < 3 ? size : -size, margin };
  });
  const rows: Row[] = [
    {
      ...sampleWorld(seed),
      scenario: "perp-sample",
      preset: "aave-v3.6",
      perps: { preset: "hyperliquid", quote: "USDC", markets: { ETH: "WETH" } },
    },
    { ...marketRow(book, START, 0), phase: "start" },
    { ...perpBooks({ insuranceUsd: "400000", poolUsd: "20000000", engineEquityUsd: "400000" }), phase: "start" },
    ...book.map((trader) => accountRow(trader, "start", START)),
  ];
  let [insurance, lack] = [400_000, 0];

  for (let block = 0; block < blocks; block++) {
    const price = START * (1 - (block < 8 ? 0 : shock * Math.min(1, 0.55 + (block - 8) / 60)));
    const moment = { block, transaction: hex(rng, 64) };
    const due = book.filter(({ size, margin }) => size > 0 && margin + size * (price - START) < size * price * 0.012);
    for (const trader of due) {
      const equity = trader.margin + trader.size * (price - START);
      const stage = equity < 0 ? "takeover" : trader.size * price > 100_000 && block % 2 === 0 ? "partial" : "full";
      const size = stage === "partial" ? trader.size / 5 : trader.size;
      const sale = { size: size.toFixed(6), price: usd(price), notionalUsd: usd(size * price), equityUsd: usd(equity) };
      const kind = { group: "longs", account: trader.account, direct: block < 16, round: block < 16 ? 0 : 1 };
      rows.push(perpLiquidation({ ...moment, ...sale, ...kind, stage }));
      rows.push({ kind: "waterfall", ...moment, market: "ETH", step: "margin", amountUsd: usd(trader.margin) });
      if (equity < 0) lack -= equity;
      insurance -= Math.max(0, -equity);
      trader.margin *= 1 - size / trader.size;
      trader.size -= size;
    }
    if (lack > 60_000) {
      rows.push({ kind: "waterfall", ...moment, market: "ETH", step: "insurance", amountUsd: usd(lack * 0.6) });
      rows.push(
        ...deleverage(book, price, lack * 0.4, moment),
        adlRound({ ...moment, takenUsd: usd(lack * 0.4), deficitUsd: usd(lack * 0.35) }),
      );
      rows.push({ kind: "waterfall", ...moment, market: "ETH", step: "adl", amountUsd: usd(lack * 0.4) });
      lack = 0;
    }
    const engineEquityUsd = usd(insurance - lack);
    rows.push(marketRow(book, price, block));
    rows.push(
      perpBooks({
        block,
        insuranceUsd: usd(Math.max(0, insurance)),
        poolUsd: usd(2e7 + block * 5_000),
        engineEquityUsd,
      }),
    );
    rows.push(blockRow(block, price));
  }

  const end = START * (1 - shock);
  rows.push(...book.map((trader) => accountRow(trader, "end", end)));
  rows.push({ kind: "conservation", ok: true, maxErrorWei: "0", checks: [] });
  rows.push({ kind: "end", block: blocks - 1, converged: true, reason: "nobody acts" });
  const scenario = {
    ...sampleParameters(seed, shock),
    name: "perp-sample",
    question: "Who pays when margin runs out?",
  };
  return { scenario, rows, summary: summarise(rows, { version: "0.1.0", compare: [] }) };
}

/** Takes the shorts in profit, the largest first, until the loss is spread. */
function deleverage(
  book: Trader[],
  price: number,
  loss: number,
  moment: { block: number; transaction: string },
): Row[] {
  const shorts = book.filter(({ size }) => size < 0).sort((a, b) => a.size - b.size);
  return shorts.slice(0, 8).map((trader, i) => {
    const size = trader.size / 2;
    const profit = trader.size * (price - START);
    const taken = Math.min(loss / 8, profit);
    trader.size -= size;
    return adl({
      ...moment,
      account: trader.account,
      rank: i + 1,
      score: (12 - i).toFixed(6),
      size: size.toFixed(6),
      price: usd(price * 0.99),
      notionalUsd: usd(Math.abs(size) * price * 0.99),
      takenUsd: usd(taken),
      positionProfitUsd: usd(profit),
      accountEquityUsd: usd(trader.margin + profit),
      haircut: usd(profit === 0 ? 0 : taken / profit),
    });
  });
}

function accountRow({ account, size, margin }: Trader, phase: "start" | "end", price: number): Row {
  const profit = size * (price - START);
  const notional = Math.abs(size) * price;
  const held = { size: size.toFixed(6), entryPrice: usd(START), notionalUsd: usd(notional), profitUsd: usd(profit) };
  return perpAccount({
    phase,
    account,
    group: size < 0 ? "shorts" : "longs",
    settledUsd: usd(margin),
    positions: size === 0 ? {} : { ETH: held },
    notionalUsd: usd(notional),
    equityUsd: usd(margin + profit),
    maintenanceUsd: usd(notional * 0.01),
  });
}

function marketRow(book: Trader[], price: number, block: number) {
  const sum = (sign: number) => book.reduce((total, { size }) => total + Math.max(0, sign * size), 0);
  const [long, short] = [sum(1), sum(-1)];
  const premium = (long - short) / 1_000_000;
  return perpMarket({
    block,
    index: usd(price),
    mark: usd(price * (1 + premium)),
    premium: usd(premium),
    fundingRate: usd(premium * 3),
    fundingIndex: usd(-block * 0.01),
    longSize: long.toFixed(6),
    shortSize: short.toFixed(6),
    longUsd: usd(long * price),
    shortUsd: usd(short * price),
    skew: (long - short).toFixed(6),
  });
}

function blockRow(block: number, price: number): BlockRow {
  const shown = {
    exogenous: usd(price),
    reference: usd(price),
    oracle: usd(price),
    counterfactual: usd(price),
    pool: null,
  };
  return {
    kind: "block",
    block,
    number: 64 + block,
    time: 1_735_689_600 + 3 * block,
    transactions: 4,
    failed: 0,
    gasUsed: "1200000",
    baseFeeGwei: "1",
    prices: { WETH: shown },
    flowUsd: {},
    branchingRatio: null,
  };
}
