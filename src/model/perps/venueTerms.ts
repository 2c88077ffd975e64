/** A collateral's settings: haircut and discount in wad, cap in the token's unit. */
export type CollateralTerms = {
  readonly haircut: bigint;
  readonly cap: bigint;
  readonly saleDiscount: bigint;
  readonly decimals: number;
};

/** The liquidity pool's settings, all in wad. */
export type PoolTerms = {
  readonly feeShare: bigint;
  readonly maxProfitForWithdrawal: bigint;
  readonly maxProfitForPayout: bigint;
};
