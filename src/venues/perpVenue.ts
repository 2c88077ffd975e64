import type { PoolTerms } from "../model/perps/venueTerms.ts";
import type { PerpCollateral } from "./perpCollateral.ts";
import type { PerpMarket } from "./perpMarket.ts";

/** A deployed exchange: its markets by id, its collaterals in its own order. */
export interface PerpVenue {
  exchange: string;
  /** Symbol of the quote token, and how many of its smallest units are one. */
  quote: string;
  quoteUnit: bigint;
  /** The liquidity pool's settings. */
  terms: PoolTerms;
  markets: readonly PerpMarket[];
  collaterals: readonly PerpCollateral[];
}
