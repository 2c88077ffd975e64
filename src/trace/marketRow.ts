/** Rows of prices and trades: what nodes print, swaps on the AMM, trades with the world outside. */
export type MarketRow = OracleRow | SwapRow | ExternalRow;

export interface OracleRow {
  kind: "oracle";
  block: number;
  transaction: string;
  asset: string;
  price: string;
  round: number;
}

export interface SwapRow {
  kind: "swap";
  block: number;
  transaction: string;
  pool: string;
  trader: string;
  flow: string;
  amount0: string;
  amount1: string;
  /** Price of the pool's base asset in its quote asset after the swap. */
  price: string;
}

export interface ExternalRow {
  kind: "external";
  block: number;
  transaction: string;
  trader: string;
  sold: string;
  bought: string;
  amountSold: string;
  amountBought: string;
  valueUsd: string;
}
