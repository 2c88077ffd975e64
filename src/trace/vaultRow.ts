/**
 * The rows of vaults in a trace. Amounts of shares and tokens are integer strings in smallest units; values in USD,
 * prices and ratios are decimal strings.
 */
export type VaultRow = VaultStateRow | ShareholderRow | VaultActionRow | RedemptionRow;

/** Ways in which a forced event reached an account. */
export type ChannelName = "price" | "collateral" | "liquidity" | "counterparty";

/** A vault before the first block (`start`) and at the end of each. Values at the oracle unless stated. */
export interface VaultStateRow {
  kind: "vaultState";
  phase: "start" | "block";
  block: number;
  vault: string;
  /** Assets for one share, six digits and as many more as it has. */
  sharePrice: string;
  /** What lending and perps take a share for. */
  oracleUsd: string;
  /** Net assets: NAV. */
  netAssetsUsd: string;
  /** The same at reference prices. */
  referenceNavUsd: string;
  /** What selling everything at once would leave. */
  liquidationNavUsd: string;
  supply: string;
  idleUsd: string;
  /** What the vault has, its debt not taken off; of a basis vault without the notional. */
  grossUsd: string;
  debtUsd: string;
  /** |size| of its perpetual position at mark; 0 of a loop vault. */
  notionalUsd: string;
  /** Everything it has and owes, by asset, in smallest units: debt is negative. Perpetual equity is in `equityUsd`. */
  holdings: Record<string, string>;
  /** Positions on the exchange by market, whole base units, and the equity there. */
  positions: Record<string, { size: string; notionalUsd: string }>;
  equityUsd: string;
  /** Loop vault: assets ÷ net assets; `"inf"` without net assets. Null of a basis vault. */
  leverage: string | null;
  /** Basis vault: short ÷ spot. Null of a loop vault. */
  hedgeRatio: string | null;
  pendingShares: string;
  owedUsd: string;
  /** What could be withdrawn at once. */
  instantUsd: string;
}

/** What an external holder has in vault shares. */
export interface ShareholderRow {
  kind: "shareholder";
  phase: "start" | "end";
  account: string;
  group: string;
  /** By share: in the wallet, waiting in the queue, and what is to be claimed in the vault's asset. */
  shares: Record<string, { held: string; pending: string; claimable: string }>;
  /** Net value at the oracle's NAV, claims included. */
  valueUsd: string;
  /** Other listed tokens in the wallet, in smallest units, and their worth at the oracle. */
  wallet: Record<string, string>;
  walletUsd: string;
}

/**
 * What was done to a vault. `lower`: a rebalance that lowered a loop vault above its most leverage; `ripcord`: the
 * same by anybody; `hedge`: a hedge was mended, by whichever call. What was forced has a round.
 */
export interface VaultActionRow {
  kind: "vaultAction";
  block: number;
  transaction: string;
  venue: string;
  action: "deposit" | "withdraw" | "claim" | "fulfil" | "rebalance" | "lower" | "ripcord" | "hedge";
  account: string;
  group: string;
  agent: string;
  /** Shares that were minted, burnt or fulfilled; 0 for trades. */
  shares: string;
  /** What moved, at the oracle: assets of a deposit or payout, collateral or spot that was bought or sold. */
  amountUsd: string;
  /** Leverage or hedge ratio before and after; null where the action has none. */
  before: string | null;
  after: string | null;
  /** As of any forced sale; null for what is none. */
  direct: boolean | null;
  round: number | null;
  channel: ChannelName | null;
}

/** A holder asked for its money: at once, or by request. */
export interface RedemptionRow {
  kind: "redemption";
  block: number;
  transaction: string;
  venue: string;
  account: string;
  group: string;
  agent: string;
  /** How: paid at once, or put into the queue. */
  by: "withdrawal" | "request";
  shares: string;
  valueUsd: string;
  /** What made it run; null where no rule of the lab did. */
  trigger: "sharePrice" | "utilisation" | "rumour" | null;
  direct: boolean;
  round: number;
  channel: ChannelName | null;
}
