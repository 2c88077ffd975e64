import { compact, compactUsd } from "../../../web/format.js";
import { formatDecimal } from "../../units.ts";

/** One unit of an oracle that counts in dollars, as Aave's own do. */
const DOLLAR = 10n ** 8n;

/** A value of the oracle's currency for people: dollars by their sign, another currency without one. */
export function moneyText(value: bigint, unit: bigint): string {
  const whole = Number(moneyDecimal(value, unit));
  return unit === DOLLAR ? compactUsd(whole) : compact(whole);
}

/** The same as a decimal with all its digits. */
export function moneyDecimal(value: bigint, unit: bigint): string {
  return formatDecimal(value, unit.toString().length - 1);
}
