import type { ChannelName } from "./vaultRow.ts";

/** Rows of the lending venue: positions at both ends, forced closes, bad debt, defences, how health is spread. */
export type LendingRow = AccountRow | LiquidationRow | DeficitRow | DefenceRow | HealthRow;

/** A position of a holder, or of a vault, in the lending venue at the start and at the end of the run, values at the oracle. */
export interface AccountRow {
  kind: "account";
  phase: "start" | "end";
  account: string;
  group: string;
  /** Whether the holder built its position by recursion: a looper of the population. */
  looping: boolean;
  /** Set on the position of a vault, which is no external holder: the share's symbol. */
  vault?: string;
  eMode: number;
  collateral: Record<string, string>;
  debt: Record<string, string>;
  collateralUsd: string;
  debtUsd: string;
  healthFactor: string;
  leverage: string;
}

export interface LiquidationRow {
  kind: "liquidation";
  block: number;
  transaction: string;
  venue: string;
  account: string;
  group: string;
  liquidator: string;
  agent: string;
  debtAsset: string;
  collateralAsset: string;
  debtRepaid: string;
  collateralSeized: string;
  debtRepaidUsd: string;
  collateralUsd: string;
  debtPrice: string;
  collateralPrice: string;
  healthFactorBefore: string;
  healthFactorAfter: string;
  /** USD received for the seized collateral; null while the liquidator still holds it. */
  proceedsUsd: string | null;
  /** The liquidator's gain in USD before gas: proceeds, or collateral at the reference, less debt repaid and loan fees. */
  profitUsd: string;
  gasUsed: string;
  gasUsd: string;
  direct: boolean;
  round: number;
  /** How trouble reached the account; null for a direct one. */
  channel: ChannelName | null;
}

/** Debt written off by the venue. */
export interface DeficitRow {
  kind: "deficit";
  block: number;
  transaction: string;
  venue: string;
  account: string;
  debtAsset: string;
  amount: string;
  amountUsd: string;
}

/** A borrower who acts before being liquidated. */
export interface DefenceRow {
  kind: "defence";
  block: number;
  transaction: string;
  account: string;
  group: string;
  action: "deleverage" | "repay";
  repaidUsd: string;
  soldUsd: string;
  healthFactorBefore: string;
  healthFactorAfter: string;
}

/** How debt is spread over health factors; `below` is the upper edge of each bucket, the last is open. */
export interface HealthRow {
  kind: "health";
  block: number;
  buckets: { below: string; accounts: number; debtUsd: string }[];
}
