import type { Place } from "./errors.ts";
import { badInput } from "./errors.ts";

/** Fixed-point scales: wad 18 decimals, ray 27, basis points 4, oracle dollars 8. */
export const WAD = 10n ** 18n;
export const RAY = 10n ** 27n;
export const BPS = 10_000n;
export const USD = 10n ** 8n;

/** A decimal that a user may write: optional sign, digits with `_` or `,` between them, point, exponent, `%`. */
const DECIMAL = /^([+-]?)(\d[\d_,]*)?(?:\.(\d[\d_]*)?)?(?:[eE]([+-]?\d{1,3}))?(%?)$/;

/**
 * Reads a decimal exactly into `value · 10^decimals`.
 * Accepts `"1_000_000"`, `"-20%"` (the sign says divide by 100), `"1e-3"` and finite numbers.
 * Refuses what is not a decimal (`UNIT_NOT_A_NUMBER`) and digits finer than the scale (`UNIT_TOO_PRECISE`): it
 * never rounds.
 */
export function parseDecimal(input: string | number | bigint, decimals: number, place?: Place): bigint {
  const text = String(input).trim();
  const match = DECIMAL.exec(text);
  const whole = (match?.[2] ?? "").replace(/[_,]/g, "");
  const fraction = (match?.[3] ?? "").replace(/_/g, "");
  if (match === null || whole + fraction === "") {
    throw badInput("UNIT_NOT_A_NUMBER", `"${text}" is not a number.`, {
      place,
      hint: 'Write a decimal such as 0.5, "-20%", 1_000_000 or 1e-3.',
    });
  }

  const digits = BigInt(whole + fraction);
  const shift = decimals - fraction.length + Number(match[4] ?? 0) - (match[5] === "%" ? 2 : 0);
  const unit = 10n ** BigInt(Math.abs(shift));
  if (shift < 0 && digits % unit !== 0n) {
    throw badInput("UNIT_TOO_PRECISE", `"${text}" has more than ${decimals} decimals.`, {
      place,
      hint: `Round it to ${decimals} decimals.`,
    });
  }

  const magnitude = shift < 0 ? digits / unit : digits * unit;
  return match[1] === "-" ? -magnitude : magnitude;
}

/** `parseDecimal` into a wad: `"5%"` → 0.05e18. */
export function parseWad(input: string | number | bigint, place?: Place): bigint {
  return parseDecimal(input, 18, place);
}

/** `parseDecimal` of a fraction into basis points: `"5%"` or `0.05` → 500. */
export function parseBps(input: string | number | bigint, place?: Place): bigint {
  return parseDecimal(input, 4, place);
}

/** Rounds half away from zero when `from` has more decimals than `to`; exact otherwise. */
export function rescale(value: bigint, from: number, to: number): bigint {
  if (to >= from) return value * 10n ** BigInt(to - from);
  const unit = 10n ** BigInt(from - to);
  const magnitude = (abs(value) + unit / 2n) / unit;
  return value < 0n ? -magnitude : magnitude;
}

/**
 * Writes `value / 10^decimals` as a decimal string.
 * With `digits`, exactly that many after the point, rounded half away from zero; without, all of them and no
 * trailing zeros.
 */
export function formatDecimal(value: bigint, decimals: number, digits?: number): string {
  const shown = digits ?? decimals;
  const scaled = rescale(value, decimals, shown);
  const text = abs(scaled)
    .toString()
    .padStart(shown + 1, "0");
  const whole = text.slice(0, text.length - shown);
  const tail = text.slice(text.length - shown);
  const fraction = digits === undefined ? tail.replace(/0+$/, "") : tail;
  return (scaled < 0n ? "-" : "") + whole + (fraction === "" ? "" : `.${fraction}`);
}

/** Dollars held with `decimals` (oracle dollars have 8) as `"1234.50"`, to the cent by default. */
export function formatUsd(value: bigint, decimals = 8, digits = 2): string {
  return formatDecimal(value, decimals, digits);
}

/** A wad fraction as a percentage: `0.1234e18` → `"12.34%"`. */
export function formatPercent(value: bigint, digits = 2): string {
  return `${formatDecimal(value, 16, digits)}%`;
}

/** The magnitude of a signed amount. */
export function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}
