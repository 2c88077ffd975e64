import { BPS, WAD } from "../../units.ts";
import { mulDivDown, mulDivUp } from "../mulDiv.ts";

/** Shares that stand beside the real ones and are nobody's: six decimals of them. */
export const VIRTUAL_SHARES = 1_000_000n;

/** A vault's books at one moment: net assets [asset] and shares, fees that are due and virtual ones included. */
export interface ShareBooks {
  readonly assets: bigint;
  readonly shares: bigint;
}

/** What shares stand for, fees on the way out not taken. [asset] */
export function sharesToAssetsDown(books: ShareBooks, shares: bigint): bigint {
  return mulDivDown(shares, books.assets + 1n, books.shares);
}

/** The same rounded up: what the queue asks for. [asset] */
export function sharesToAssetsUp(books: ShareBooks, shares: bigint): bigint {
  return mulDivUp(shares, books.assets + 1n, books.shares);
}

/** Shares that stand for so many assets. */
export function assetsToSharesDown(books: ShareBooks, assets: bigint): bigint {
  return mulDivDown(assets, books.shares, books.assets + 1n);
}

/** The same rounded up: what a withdrawal burns. */
export function assetsToSharesUp(books: ShareBooks, assets: bigint): bigint {
  return mulDivUp(assets, books.shares, books.assets + 1n);
}

/** Price of a share, 1 when the vault began; whole assets for one whole share. [wad] */
export function shareRateDown(books: ShareBooks): bigint {
  return sharesToAssetsDown(books, WAD * VIRTUAL_SHARES);
}

/** What redeeming shares at once pays, after the fee on the way out [bps]. [asset] */
export function redemptionDown(books: ShareBooks, shares: bigint, exitFee: bigint): bigint {
  return mulDivDown(sharesToAssetsDown(books, shares), BPS - exitFee, BPS);
}

/** Most shares of `held` that can be redeemed at once where `instant` [asset] can leave. */
export function redeemableDown(books: ShareBooks, held: bigint, instant: bigint, exitFee: bigint): bigint {
  if (instant === 0n) return 0n;
  if (redemptionDown(books, held, exitFee) <= instant) return held;
  return assetsToSharesDown(books, mulDivDown(instant, BPS, BPS - exitFee));
}
