/** A user's bitmap with the bits of the given reserves alone, in their order: two a reserve, debt and collateral. */
export function flagsOf(bitmap: bigint, reserves: readonly { id: number }[]): bigint {
  return reserves.reduce((flags, { id }, i) => flags | (((bitmap >> BigInt(2 * id)) & 3n) << BigInt(2 * i)), 0n);
}
