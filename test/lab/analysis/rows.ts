import type { Metric } from "../../../src/analysis/metric.ts";
import type { AccountRow, DefenceRow, DeficitRow, LiquidationRow } from "../../../src/trace/lendingRow.ts";
import type {
  AttributionRow,
  BlockRow,
  ConservationRow,
  EndRow,
  PriceRow,
  Row,
  WorldRow,
} from "../../../src/trace/row.ts";

/** What a metric makes of a handful of rows. */
export function measure<Result>(metric: Metric<Result>, rows: Iterable<Row>): Result {
  for (const row of rows) metric.read(row);
  return metric.result();
}

export function world(over: Partial<WorldRow> = {}): WorldRow {
  return {
    kind: "world",
    scenario: "hand",
    seed: 7,
    version: "0.1.0",
    preset: "aave-v3.6",
    blockSeconds: 12,
    assets: [
      { symbol: "WETH", address: "0x01", decimals: 18, feed: "0xa1", priceUsd: "2000" },
      { symbol: "wstETH", address: "0x02", decimals: 18, feed: "0xa2", priceUsd: "2500", over: "WETH" },
      { symbol: "USDC", address: "0x03", decimals: 6, feed: "0xa3", priceUsd: "1" },
    ],
    pools: [],
    venues: { lending: "0xc1" },
    ...over,
  };
}

/** A holder with round USD figures and no amounts. */
export function account(collateralUsd: number, debtUsd: number, over: Partial<AccountRow> = {}): AccountRow {
  return {
    kind: "account",
    phase: "start",
    account: "0xaa",
    group: "borrowers",
    looping: false,
    eMode: 0,
    collateral: {},
    debt: {},
    collateralUsd: String(collateralUsd),
    debtUsd: String(debtUsd),
    healthFactor: debtUsd === 0 ? "inf" : "1.500000",
    leverage: "1.000000",
    ...over,
  };
}

export function block(prices: Record<string, Partial<PriceRow>> = {}, over: Partial<BlockRow> = {}): BlockRow {
  const whole = Object.entries(prices).map(([symbol, price]) => {
    const any = price.oracle ?? price.reference ?? price.counterfactual ?? "1";
    return [symbol, { exogenous: any, reference: any, oracle: any, counterfactual: any, pool: null, ...price }];
  });
  return {
    kind: "block",
    block: 0,
    number: 1,
    time: 0,
    transactions: 0,
    failed: 0,
    gasUsed: "0",
    baseFeeGwei: "1",
    prices: Object.fromEntries(whole),
    flowUsd: {},
    branchingRatio: null,
    ...over,
  };
}

export function liquidation(over: Partial<LiquidationRow> = {}): LiquidationRow {
  return {
    kind: "liquidation",
    block: 0,
    transaction: "0x",
    venue: "lending",
    account: "0xaa",
    group: "borrowers",
    liquidator: "0xbb",
    agent: "liquidators",
    debtAsset: "USDC",
    collateralAsset: "WETH",
    debtRepaid: "100000000",
    collateralSeized: "52500000000000000",
    debtRepaidUsd: "100",
    collateralUsd: "105",
    debtPrice: "1",
    collateralPrice: "2000",
    healthFactorBefore: "0.970000",
    healthFactorAfter: "1.010000",
    proceedsUsd: "104",
    profitUsd: "4",
    gasUsed: "500000",
    gasUsd: "1",
    direct: true,
    round: 0,
    channel: null,
    ...over,
  };
}

export function deficit(amountUsd: string, over: Partial<DeficitRow> = {}): DeficitRow {
  const where = { block: 0, transaction: "0x", venue: "lending", account: "0xaa" };
  return { kind: "deficit", ...where, debtAsset: "USDC", amount: "0", amountUsd, ...over };
}

export function defence(over: Partial<DefenceRow> = {}): DefenceRow {
  return {
    kind: "defence",
    block: 0,
    transaction: "0x",
    account: "0xaa",
    group: "loopers",
    action: "deleverage",
    repaidUsd: "50",
    soldUsd: "50.25",
    healthFactorBefore: "1.020000",
    healthFactorAfter: "1.200000",
    ...over,
  };
}

export function result(over: Partial<AttributionRow> = {}): AttributionRow {
  const causes = { price: "0", carry: "0", slippage: "0", fees: "0", bonuses: "0", funding: "0", socialised: "0" };
  return { kind: "attribution", group: "loopers", startUsd: "0", endUsd: "0", ...causes, ...over };
}

export const CONSERVED: ConservationRow = { kind: "conservation", ok: true, maxErrorWei: "12", checks: [] };

export const END: EndRow = { kind: "end", block: 9, converged: true, reason: "quiet" };
