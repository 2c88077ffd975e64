import { isForcedSale } from "../analysis/perpSums.ts";
import type { CollectedRows } from "./collectRows.ts";

/** A position taken from its account, in whichever venue. */
export interface ForcedSale {
  block: number;
  direct: boolean;
  usd: number;
}

/** Liquidations of the lending venue by collateral, of the perpetual exchange by notional. */
export function forcedSales({ liquidations, perps }: CollectedRows): ForcedSale[] {
  return [
    ...liquidations.map(({ block, direct, collateralUsd }) => ({ block, direct, usd: Number(collateralUsd) })),
    ...perps.liquidations
      .filter(isForcedSale)
      .map(({ block, direct, notionalUsd }) => ({ block, direct: direct === true, usd: Number(notionalUsd) })),
  ];
}
