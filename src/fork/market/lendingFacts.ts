import type { Preset } from "../../model/rules.ts";

/** A reserve as a real pool has it. Shares are in bps. */
export interface ReserveFacts {
  /** Its pair of bits in users' bitmaps. */
  id: number;
  /** The token's own symbol; with `-id` behind it where two reserves share one. */
  symbol: string;
  asset: string;
  decimals: number;
  aToken: string;
  debtToken: string;
  /** In the oracle's base currency; undefined where the oracle gives none. */
  price: bigint | undefined;
  ltv: bigint;
  liquidationThreshold: bigint;
  /** Above one. */
  liquidationBonus: bigint;
  protocolFee: bigint;
  reserveFactor: bigint;
  /** Active, not frozen, not paused, and enabled for borrowing. */
  borrowable: boolean;
  /** Whether it lends for the length of a transaction. */
  flashLoans: boolean;
  /** Active and not paused: as collateral it can be taken, as debt be repaid. */
  liquidatable: boolean;
  /** Whole units, 0 is none. */
  supplyCap: bigint;
  borrowCap: bigint;
}

/** An e-mode category. Shares are in bps, assets are symbols. */
export interface EModeFacts {
  id: number;
  label: string;
  ltv: bigint;
  liquidationThreshold: bigint;
  /** Above one. */
  liquidationBonus: bigint;
  collateral: string[];
  borrowable: string[];
}

/** What all accounts of a real lending pool share. */
export interface LendingFacts {
  pool: string;
  provider: string;
  configurator: string;
  oracle: string;
  baseCurrencyDecimals: 8 | 18;
  /** The rules that the pool follows. */
  preset: Preset;
  /** What the pool calls its release. */
  release: string;
  /** What of the pool is not followed, or not known, in sentences for people. */
  notes: string[];
  /** [bps] */
  flashLoanPremium: bigint;
  /** By id; those that were asked for. */
  reserves: ReserveFacts[];
  eModes: EModeFacts[];
}
