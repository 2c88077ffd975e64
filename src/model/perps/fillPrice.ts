import { ceilDiv, floorDiv } from "./rounding.ts";

/** What an order fills against. */
export type FillInputs = { readonly index: bigint; readonly skew: bigint; readonly skewScale: bigint };

/**
 * Index · (1 + (skew + sizeDelta ÷ 2) ÷ skewScale), in wad: the mean of the premium before and after an order
 * (SIP-279). Rounded up for a buyer, down for a seller; zero or less where the premium leaves no price.
 */
export function fillPrice({ index, skew, skewScale }: FillInputs, sizeDelta: bigint): bigint {
  const exact = index * (2n * skewScale + 2n * skew + sizeDelta);
  return sizeDelta > 0n ? ceilDiv(exact, 2n * skewScale) : floorDiv(exact, 2n * skewScale);
}
