import type { ChannelName } from "./vaultRow.ts";

/**
 * A step of a liquidation. `flag`: the account was marked; `partial`, `full`: a part, or all, of a position was closed
 * against the pool; `takeover`: the engine took a position; `write-off`: what an account without positions owed was
 * borne by others; `disposal`: the engine closed against the pool.
 */
export interface PerpLiquidationRow {
  kind: "perpLiquidation";
  block: number;
  transaction: string;
  venue: "perps";
  stage: "flag" | "partial" | "full" | "takeover" | "write-off" | "disposal";
  account: string;
  group: string;
  keeper: string;
  agent: string;
  /** Null for a flag and a write-off, which are an account's. */
  market: string | null;
  /** What was closed or taken over, with the position's sign. */
  size: string;
  price: string | null;
  bankruptcyPrice: string | null;
  /** |size| × price; 0 without a market. */
  notionalUsd: string;
  pnlUsd: string;
  penaltyUsd: string;
  rewardUsd: string;
  /** The account's before, and what it should have had; of a disposal the engine's. */
  equityUsd: string;
  maintenanceUsd: string;
  gasUsed: string;
  /** As of any forced sale; null for what is none: a flag, a write-off, a disposal of what was taken over before. */
  direct: boolean | null;
  round: number | null;
  /** How trouble reached the account; null for a direct one and for what is no forced sale. */
  channel: ChannelName | null;
}

/** A counterparty that was deleveraged. */
export interface AdlRow {
  kind: "adl";
  block: number;
  transaction: string;
  venue: "perps";
  market: string;
  policy: string;
  account: string;
  group: string;
  /** From 1, in the order in which the round took them. */
  rank: number;
  /** What it was ranked or weighed by, as the exchange states it. */
  score: string;
  /** What was closed, with the position's sign. */
  size: string;
  price: string;
  notionalUsd: string;
  /** Given up against closing at mark. */
  takenUsd: string;
  positionProfitUsd: string;
  accountEquityUsd: string;
  /** Whether all its positions together were in profit. */
  accountInProfit: boolean;
  /** Taken ÷ profit of the position. */
  haircut: string;
  /** Notional of all its positions ÷ equity, before. */
  leverage: string;
  /** One more than the largest round among the takeovers that it is for. */
  round: number;
}

/** A round of deleveraging that came to its end. */
export interface AdlRoundRow {
  kind: "adlRound";
  block: number;
  transaction: string;
  market: string;
  policy: string;
  /** The side that was deleveraged. */
  side: "long" | "short";
  /** Whose position it was for: the engine's, or the pool's own. */
  against: "engine" | "pool";
  target: string;
  closed: string;
  /** What counterparties did not take and the pool did. */
  passed: string;
  accounts: number;
  takenUsd: string;
  /** What the engine lacked when the round began; 0 for a round against the pool. */
  deficitUsd: string;
}
