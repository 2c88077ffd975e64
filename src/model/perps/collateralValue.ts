import { WAD } from "../../units.ts";
import { mulDivDown } from "../mulDiv.ts";
import type { CollateralTerms } from "./venueTerms.ts";

/** Value of `amount` (token units) at `price` (wad dollars a whole token), haircut not taken, rounded down. [quote] */
export function collateralWorth(decimals: number, amount: bigint, price: bigint, quoteUnit: bigint): bigint {
  return mulDivDown(amount * price, quoteUnit, WAD * 10n ** BigInt(decimals));
}

/** What `amount` of a collateral counts for in margin: its value less the haircut, rounded down. [quote] */
export function collateralValue(terms: CollateralTerms, amount: bigint, price: bigint, quoteUnit: bigint): bigint {
  return mulDivDown(amount * price, (WAD - terms.haircut) * quoteUnit, WAD * WAD * 10n ** BigInt(terms.decimals));
}
