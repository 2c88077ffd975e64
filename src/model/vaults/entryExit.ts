import { BPS } from "../../units.ts";
import { mulDivDown, mulDivUp } from "../mulDiv.ts";
import { assetsToSharesDown, assetsToSharesUp, type ShareBooks, sharesToAssetsUp } from "./conversion.ts";

// Fees on the way in and out [bps] stay in the vault. What redeeming pays is `redemptionDown`.

/** Shares for a deposit. */
export function depositSharesDown(books: ShareBooks, assets: bigint, entryFee: bigint): bigint {
  return assetsToSharesDown(books, mulDivDown(assets, BPS - entryFee, BPS));
}

/** What so many new shares cost. [asset] */
export function mintCostUp(books: ShareBooks, shares: bigint, entryFee: bigint): bigint {
  return mulDivUp(sharesToAssetsUp(books, shares), BPS, BPS - entryFee);
}

/** Shares that a withdrawal of so many assets burns. */
export function withdrawalSharesUp(books: ShareBooks, assets: bigint, exitFee: bigint): bigint {
  return assetsToSharesUp(books, mulDivUp(assets, BPS, BPS - exitFee));
}
