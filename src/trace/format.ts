import { NO_DEBT } from "../model/account.ts";
import { formatDecimal } from "../units.ts";

/** Digits after the point of health factors and leverage in a trace. */
const RATIO_DIGITS = 6;
/** Digits after the point of prices in a trace. */
const PRICE_DIGITS = 8;

/** USD [wad] as a trace has it: two decimals. */
export function usdText(wad: bigint): string {
  return formatDecimal(wad, 18, 2);
}

/** A price in USD [wad]. */
export function priceText(wad: bigint): string {
  return formatDecimal(wad, 18, PRICE_DIGITS);
}

/** A health factor [wad]; `"inf"` without debt. */
export function healthText(wad: bigint): string {
  return wad === NO_DEBT ? "inf" : formatDecimal(wad, 18, RATIO_DIGITS);
}

/** Leverage, assets ÷ equity at the same unit; `"inf"` where there is no equity. */
export function leverageText(assets: bigint, debt: bigint): string {
  if (assets <= debt) return assets === 0n && debt === 0n ? formatDecimal(0n, 18, RATIO_DIGITS) : "inf";
  return formatDecimal((assets * 10n ** 18n) / (assets - debt), 18, RATIO_DIGITS);
}
