import { usdText } from "../trace/format.ts";
import { WAD } from "../units.ts";

/** An amount of the exchange's quote token, which counts as one dollar, with two decimals. */
export function quoteUsd({ quoteUnit }: { quoteUnit: bigint }, amount: bigint): string {
  return usdText((amount * WAD) / quoteUnit);
}
