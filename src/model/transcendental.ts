import { Decimal } from "decimal.js";
import { FaultlineError } from "../errors.ts";
import { WAD } from "../units.ts";

// Decimal.js computes in decimal digits with its own integer arithmetic, so that the last digit is the same on every
// machine. The largest result, exp 100, has 62 digits as a wad; eighty leave enough to spare that each result is the
// exact one rounded half up, an error of at most half a wad unit.
const Real = Decimal.clone({ precision: 80, rounding: Decimal.ROUND_HALF_UP, toExpNeg: -9e15, toExpPos: 9e15 });
const SCALE = new Real(WAD.toString());
const MAX_EXPONENT = 100n * WAD;

/** A wad as an exact decimal. */
function toReal(value: bigint): Decimal {
  return new Real(value.toString()).div(SCALE);
}

/** A decimal as a wad, half up. */
function toWad(value: Decimal): bigint {
  return BigInt(value.times(SCALE).toFixed(0, Decimal.ROUND_HALF_UP));
}

function refuse(name: string, value: bigint): never {
  throw new FaultlineError("MODEL_DOMAIN", `${name} is not defined here at ${value} (wad).`);
}

/** `e^x`, wad to wad; 0 below −100, refused above 100. */
export function expWad(x: bigint): bigint {
  if (x > MAX_EXPONENT) refuse("exp", x);
  return x < -MAX_EXPONENT ? 0n : toWad(toReal(x).exp());
}

/** `ln x`, wad to wad, x > 0. */
export function lnWad(x: bigint): bigint {
  return x > 0n ? toWad(toReal(x).ln()) : refuse("ln", x);
}

/** `ln(a/b)` as a wad, of two positive numbers in the same unit: no rounding before the logarithm. */
export function lnRatioWad(a: bigint, b: bigint): bigint {
  if (a <= 0n || b <= 0n) refuse("ln of a ratio", a <= 0n ? a : b);
  return toWad(new Real(a.toString()).div(new Real(b.toString())).ln());
}

/** `base^exponent`, wads, base > 0. */
export function powWad(base: bigint, exponent: bigint): bigint {
  return base > 0n ? toWad(toReal(base).pow(toReal(exponent))) : refuse("pow", base);
}

/** `√x`, wad to wad, rounded down. */
export function sqrtWadDown(x: bigint): bigint {
  return sqrtDown(x * WAD);
}

/** The integer square root, `⌊√x⌋`, by Newton's iteration from above. */
export function sqrtDown(x: bigint): bigint {
  if (x < 0n) refuse("sqrt", x);
  if (x < 2n) return x;
  let root = 1n << BigInt((x.toString(2).length + 1) >> 1);
  for (let next = (root + x / root) >> 1n; next < root; next = (root + x / root) >> 1n) root = next;
  return root;
}
