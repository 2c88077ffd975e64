/** `⌊a·b/c⌋` for non-negative operands, without the 256-bit limit a chain has. */
export function mulDivDown(a: bigint, b: bigint, c: bigint): bigint {
  return (a * b) / c;
}

/** `⌈a·b/c⌉` for non-negative operands. */
export function mulDivUp(a: bigint, b: bigint, c: bigint): bigint {
  return (a * b + c - 1n) / c;
}

/** `a·b/c` to nearest, halves up, for non-negative operands: adds `⌊c/2⌋` first, as Aave does. */
export function mulDivHalfUp(a: bigint, b: bigint, c: bigint): bigint {
  return (a * b + c / 2n) / c;
}

/** Which way a division goes: the three functions above by name. */
export type Rounding = "down" | "up" | "halfUp";

export function mulDiv(a: bigint, b: bigint, c: bigint, rounding: Rounding): bigint {
  if (rounding === "down") return mulDivDown(a, b, c);
  return rounding === "up" ? mulDivUp(a, b, c) : mulDivHalfUp(a, b, c);
}
