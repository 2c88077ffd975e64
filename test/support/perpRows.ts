import type { AdlRoundRow, AdlRow, PerpLiquidationRow } from "../../src/trace/perpLiquidationRow.ts";
import type { PerpAccountRow, PerpBooksRow, PerpMarketRow, WaterfallRow } from "../../src/trace/perpRow.ts";
import type { WorldRow } from "../../src/trace/row.ts";
import { world } from "../lab/analysis/rows.ts";

/** A world with an exchange that lists ETH and BTC. */
export function perpWorld(over: Partial<WorldRow> = {}): WorldRow {
  return world({ perps: { preset: "synthetix-v3", quote: "USDC", markets: { ETH: "WETH", BTC: "WBTC" } }, ...over });
}

export function perpMarket(over: Partial<PerpMarketRow> = {}): PerpMarketRow {
  return {
    kind: "perpMarket",
    phase: "block",
    block: 0,
    market: "ETH",
    asset: "WETH",
    index: "2000",
    mark: "2000",
    premium: "0",
    fundingRate: "0",
    fundingIndex: "0",
    longSize: "10",
    shortSize: "4",
    longUsd: "20000",
    shortUsd: "8000",
    skew: "6",
    windowLeft: null,
    ...over,
  };
}

export function perpBooks(over: Partial<PerpBooksRow> = {}): PerpBooksRow {
  return {
    kind: "perpBooks",
    phase: "block",
    block: 0,
    settledUsd: "0",
    poolCashUsd: "0",
    poolUsd: "0",
    insuranceUsd: "0",
    feesUsd: "0",
    escrowUsd: "0",
    unpaidUsd: "0",
    poolFlowUsd: "0",
    engineEquityUsd: "0",
    engine: {},
    ...over,
  };
}

export function perpAccount(over: Partial<PerpAccountRow> = {}): PerpAccountRow {
  return {
    kind: "perpAccount",
    phase: "start",
    account: "0xt1",
    group: "traders",
    settledUsd: "100",
    collateral: {},
    collateralUsd: "0",
    positions: {},
    notionalUsd: "0",
    poolUsd: "0",
    equityUsd: "100",
    maintenanceUsd: "0",
    leverage: "0",
    ...over,
  };
}

/** A position of one size with its profit, at 2000 USD a base unit. */
export function position(size: number, profitUsd = "0"): PerpAccountRow["positions"][string] {
  return { size: String(size), entryPrice: "2000", notionalUsd: String(Math.abs(size) * 2000), profitUsd };
}

export function perpLiquidation(over: Partial<PerpLiquidationRow> = {}): PerpLiquidationRow {
  return {
    kind: "perpLiquidation",
    block: 0,
    transaction: "0x01",
    venue: "perps",
    stage: "full",
    account: "0xt1",
    group: "traders",
    keeper: "0xk1",
    agent: "keepers",
    market: "ETH",
    size: "1",
    price: "2000",
    bankruptcyPrice: "1990",
    notionalUsd: "2000",
    pnlUsd: "0",
    penaltyUsd: "0",
    rewardUsd: "0",
    equityUsd: "10",
    maintenanceUsd: "20",
    gasUsed: "100000",
    direct: true,
    round: 0,
    channel: null,
    ...over,
  };
}

export function adl(over: Partial<AdlRow> = {}): AdlRow {
  return {
    kind: "adl",
    block: 0,
    transaction: "0x02",
    venue: "perps",
    market: "ETH",
    policy: "hyperliquid-queue",
    account: "0xs1",
    group: "shorts",
    rank: 1,
    score: "1",
    size: "-1",
    price: "1990",
    notionalUsd: "1990",
    takenUsd: "10",
    positionProfitUsd: "40",
    accountEquityUsd: "500",
    accountInProfit: true,
    haircut: "0.25",
    leverage: "4",
    round: 1,
    ...over,
  };
}

export function adlRound(over: Partial<AdlRoundRow> = {}): AdlRoundRow {
  return {
    kind: "adlRound",
    block: 0,
    transaction: "0x02",
    market: "ETH",
    policy: "hyperliquid-queue",
    side: "short",
    against: "engine",
    target: "1",
    closed: "1",
    accounts: 1,
    takenUsd: "10",
    deficitUsd: "10",
    passed: "0",
    ...over,
  };
}

export function waterfall(step: WaterfallRow["step"], amountUsd: string): WaterfallRow {
  return { kind: "waterfall", block: 0, transaction: "0x01", market: "ETH", step, amountUsd };
}
