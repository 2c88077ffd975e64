import type { Treatment } from "../scenario/treatmentSchema.ts";
import type { ForkFacts } from "./forkRow.ts";
import type { GuardRow } from "./guardRow.ts";
import type { LendingRow } from "./lendingRow.ts";
import type { MarketRow } from "./marketRow.ts";
import type { PerpRow } from "./perpRow.ts";
import type { UnknownRow } from "./unknownRow.ts";
import type { ChannelName, VaultRow } from "./vaultRow.ts";

/**
 * The rows of `trace.jsonl`, one JSON object a line, in the order things happened on the chain.
 *
 * Amounts of tokens are integer strings in the token's smallest unit; values in USD and prices are decimal
 * strings; health factors and leverage are decimal strings with six digits (`"inf"` without debt); ratios are numbers.
 * `block` counts from 0 at the first block of the run; `number` is the chain's own height.
 */
export type Row =
  | WorldRow
  | LendingRow
  | MarketRow
  | BlockRow
  | FailedRow
  | AttributionRow
  | PredictionRow
  | ConservationRow
  | UnknownRow
  | EndRow
  | GuardRow
  | PerpRow
  | VaultRow;

/** The first row: what was deployed. */
export interface WorldRow {
  kind: "world";
  scenario: string;
  seed: number;
  version: string;
  preset: string;
  blockSeconds: number;
  assets: AssetRow[];
  pools: { name: string; address: string; token0: string; token1: string; fee: number }[];
  venues: Record<string, string>;
  /** Each absent where there is none: the exchange and each market's asset, vaults by share, ways that are not cut. */
  perps?: { preset: string; quote: string; markets: Record<string, string> };
  vaults?: Record<string, { kind: "loop" | "basis"; asset: string; oracle: string }>;
  channels?: Record<ChannelName, boolean>;
  /** Controls that are switched on; absent without any. */
  controls?: Treatment[];
  /** What a forked world goes on from; absent from one that was built from nothing. */
  fork?: ForkFacts;
}

/** An asset of the world. */
export interface AssetRow {
  symbol: string;
  address: string;
  decimals: number;
  feed: string;
  /** Oracle price when the run begins, before its first block: P0. */
  priceUsd: string;
  /** What a staked asset is a claim on; absent for every other asset. */
  over?: string;
}

/** Prices of one asset at the end of a block, in USD. */
export interface PriceRow {
  exogenous: string;
  reference: string;
  oracle: string;
  /** What the same oracle rules print when driven by the exogenous path alone. */
  counterfactual: string;
  /** The AMM's own price; null where no pool lists the asset against its quote. */
  pool: string | null;
}

export interface BlockRow {
  kind: "block";
  block: number;
  number: number;
  time: number;
  transactions: number;
  failed: number;
  gasUsed: string;
  baseFeeGwei: string;
  prices: Record<string, PriceRow>;
  /** Net USD sold to the outside in this block, by asset: the only input to impact. */
  flowUsd: Record<string, string>;
  /** ρ·κ for the asset it is largest for; null where a sale moves no price that an oracle follows. */
  branchingRatio: number | null;
  /** Only where there are vaults: Σ max(0, debt − collateral at the reference, shares at liquidation NAV); lent out share. */
  economicBadDebtUsd?: string;
  utilisation?: Record<string, string>;
  /** Share of the claims of those who only lend that could not leave at once; absent where all could. [wad ratio] */
  lockedShare?: string;
}

export interface FailedRow {
  kind: "failed";
  block: number;
  transaction: string;
  agent: string;
  action: string;
  gasUsed: string;
}

/** Profit and loss of one group of holders over the run, USD, split by cause; the parts sum to endUsd − startUsd. */
export interface AttributionRow {
  kind: "attribution";
  group: string;
  startUsd: string;
  endUsd: string;
  price: string;
  carry: string;
  slippage: string;
  fees: string;
  bonuses: string;
  funding: string;
  socialised: string;
}

/** The total log fall of an asset's reference that the model expects, from the book and the depth before the run. */
export interface PredictionRow {
  kind: "prediction";
  asset: string;
  totalLogFall: string;
}

/** Whether every account's books met the chain at the end, and the largest gap found in wei. */
export interface ConservationRow {
  kind: "conservation";
  ok: boolean;
  maxErrorWei: string;
  /** `token` where a real token's balances change by themselves, and all of the error is its own. */
  checks: { venue: string; asset: string; errorWei: string; allowedWei: string; token?: "fee" | "rebasing" }[];
}

export interface EndRow {
  kind: "end";
  block: number;
  converged: boolean;
  reason: string;
}
