import type { AdlRoundRow, AdlRow, PerpLiquidationRow } from "./perpLiquidationRow.ts";

/**
 * The rows of a perpetual exchange in a trace. Sizes are decimal strings in whole units of the base asset, long
 * positive; values in USD have all digits of the quote token, which counts as one dollar; prices are decimal strings in
 * USD; market names are the scenario's. A value at a price that an action closed at is called notional.
 */
export type PerpRow =
  | PerpMarketRow
  | PerpBooksRow
  | PerpAccountRow
  | PerpTradeRow
  | PerpDroppedRow
  | PerpLiquidationRow
  | AdlRow
  | AdlRoundRow
  | WaterfallRow;

/** A market before the first block (`start`) and at the end of each. */
export interface PerpMarketRow {
  kind: "perpMarket";
  phase: "start" | "block";
  block: number;
  market: string;
  asset: string;
  index: string;
  mark: string;
  /** Average skew premium, a fraction. */
  premium: string;
  /** Fraction of notional a day that longs pay. */
  fundingRate: string;
  /** USD that a long of one base unit has received since the market began. */
  fundingIndex: string;
  /** Open interest by side, the engine's included; USD at mark. */
  longSize: string;
  shortSize: string;
  longUsd: string;
  shortUsd: string;
  skew: string;
  /** Base units that may still be liquidated in this block; null without a limit. */
  windowLeft: string | null;
}

/** The exchange's books at the same moments. */
export interface PerpBooksRow {
  kind: "perpBooks";
  phase: "start" | "block";
  block: number;
  settledUsd: string;
  poolCashUsd: string;
  /** What the liquidity pool is worth: cash less all positions' profit, never below zero. */
  poolUsd: string;
  insuranceUsd: string;
  feesUsd: string;
  escrowUsd: string;
  /** Profit that the pool could not pay, so far. */
  unpaidUsd: string;
  /** Net deposits of liquidity providers in this block. */
  poolFlowUsd: string;
  /** Insurance fund, sale value of seized tokens, profit of the engine's positions. */
  engineEquityUsd: string;
  /** What the engine holds, by market. */
  engine: Record<string, { size: string; profitUsd: string }>;
}

/** An external holder on the exchange: a trader, or a liquidity provider by its share of the pool. */
export interface PerpAccountRow {
  kind: "perpAccount";
  phase: "start" | "end";
  account: string;
  group: string;
  /** Set on a vault's account, which is no external holder: the share's symbol. */
  vault?: string;
  settledUsd: string;
  /** Tokens beside the quote token, in smallest units. */
  collateral: Record<string, string>;
  /** Value of those tokens at the oracle, without haircut. */
  collateralUsd: string;
  positions: Record<string, { size: string; entryPrice: string; notionalUsd: string; profitUsd: string }>;
  notionalUsd: string;
  /** Worth of its liquidity pool shares; part of neither settled nor equity. */
  poolUsd: string;
  /** Margin as the exchange counts it. */
  equityUsd: string;
  maintenanceUsd: string;
  /** Notional ÷ equity; `"inf"` without equity. */
  leverage: string;
}

/** An order that was filled. */
export interface PerpTradeRow {
  kind: "perpTrade";
  block: number;
  transaction: string;
  market: string;
  account: string;
  group: string;
  /** Who sent the transaction and why. */
  agent: string;
  action: string;
  sizeDelta: string;
  size: string;
  fillPrice: string;
  notionalUsd: string;
  pnlUsd: string;
  feeUsd: string;
  poolFeeUsd: string;
}

/** An order that was committed and dropped. */
export interface PerpDroppedRow {
  kind: "perpDropped";
  block: number;
  transaction: string;
  market: string;
  account: string;
  group: string;
  keeper: string;
  rewardUsd: string;
  /** Name of the error that it met, or its selector where that is unknown. */
  reason: string;
}

/** What one step of the waterfall bore of a loss. */
export interface WaterfallRow {
  kind: "waterfall";
  block: number;
  transaction: string;
  /** Null where an account's positions in several markets are written off together. */
  market: string | null;
  step: "margin" | "insurance" | "adl" | "pool" | "uncovered";
  amountUsd: string;
}
