import type { Row } from "../trace/row.ts";
import { parseWad } from "../units.ts";
import { isForcedSale } from "./perpSums.ts";

/** A position that was taken from its account, or what a vault was made to trade, whatever the venue; USD [wad]. */
export interface ForcedSale {
  venue: string;
  account: string;
  collateral: bigint;
  debt: bigint;
  received: bigint;
  direct: boolean;
  round: number;
}

/** What a row says of a forced sale; undefined for any other row. */
export function forcedSaleOf(row: Row): ForcedSale | undefined {
  if (row.kind === "liquidation") {
    const { venue, account, direct, round } = row;
    const collateral = parseWad(row.collateralUsd);
    const received = parseWad(row.proceedsUsd ?? row.collateralUsd);
    return { venue, account, direct, round, collateral, debt: parseWad(row.debtRepaidUsd), received };
  }
  if (row.kind === "vaultAction" && row.direct !== null && row.round !== null) {
    const { venue, account, direct, round } = row;
    const traded = parseWad(row.amountUsd);
    return { venue, account, direct, round, collateral: traded, debt: 0n, received: traded };
  }
  if (row.kind !== "perpLiquidation" || !isForcedSale(row) || row.direct === null || row.round === null)
    return undefined;
  const { venue, account, direct, round } = row;
  const notional = parseWad(row.notionalUsd);
  return { venue, account, direct, round, collateral: notional, debt: 0n, received: notional };
}
