/** What a reserve is listed with; ratios in bps, caps in whole tokens with 0 for none. */
export type AaveTerms = {
  decimals: number;
  ltv: number;
  threshold: number;
  bonus: number;
  protocolFee: number;
  reserveFactor: number;
  supplyCap: number;
  borrowCap: number;
  /** Categories in which it counts at their ratios; before v3.2 an asset has one, the first. */
  collateralIn: readonly number[];
  /** Categories whose members may borrow it; before v3.2 those are the categories it is collateral in. */
  borrowableIn: readonly number[];
};

/** A listed asset and the feed that prices it in dollars of 8 decimals; what `terms` leaves out is as in `AAVE_TERMS`. */
export type AaveReserve = { asset: string; feed: string; terms?: Partial<AaveTerms> };

export const AAVE_TERMS: AaveTerms = {
  decimals: 18,
  ltv: 8_000,
  threshold: 8_300,
  bonus: 10_500,
  protocolFee: 1_000,
  reserveFactor: 0,
  supplyCap: 0,
  borrowCap: 0,
  collateralIn: [1],
  borrowableIn: [1],
};

/** What all reserves share: e-modes, one rate curve, the flash premium [bps] and, unless the owner, the treasury. */
export type AaveMarket = {
  eModes: readonly { id: number; ltv: number; threshold: number; bonus: number }[];
  curve: { optimalUsage: number; base: number; slope1: number; slope2: number };
  flashPremium: number;
  treasury?: string;
};

export const AAVE_MARKET: AaveMarket = {
  eModes: [{ id: 1, ltv: 9_300, threshold: 9_500, bonus: 10_100 }],
  curve: { optimalUsage: 8_000, base: 100, slope1: 400, slope2: 6_000 },
  flashPremium: 5,
};
