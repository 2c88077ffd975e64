/** What an account comes to under some prices, in the oracle's currency; the health factor is a wad. */
export interface AccountValue {
  collateralValue: bigint;
  debtValue: bigint;
  healthFactor: bigint;
}

/** All that positions hold, valued at one change of the price. */
export interface Valuation {
  /** [wad] */
  change: bigint;
  /** By reserve; null where the oracle gives none. */
  prices: (bigint | null)[];
  /** By account of the positions. */
  accounts: AccountValue[];
}
