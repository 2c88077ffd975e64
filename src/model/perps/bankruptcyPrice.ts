import { WAD } from "../../units.ts";
import { ceilDiv, floorDiv } from "./rounding.ts";

/** An account's equity spread over its positions by maintenance margin, all in quote. */
export type EquityShare = {
  readonly equity: bigint;
  readonly maintenance: bigint;
  readonly totalMaintenance: bigint;
};

/** A position's part of its account's equity, rounded down. [quote] */
export function equityShare({ equity, maintenance, totalMaintenance }: EquityShare): bigint {
  return floorDiv(equity * maintenance, totalMaintenance);
}

/**
 * Where a position's part of the equity would be gone: mark − part ÷ size, in wad. Rounded against the account, up for a
 * long and down for a short; never below zero.
 */
export function bankruptcyPrice(size: bigint, mark: bigint, part: bigint, quoteUnit: bigint): bigint {
  const exact = part * WAD * WAD;
  const price = size > 0n ? mark - floorDiv(exact, size * quoteUnit) : mark + floorDiv(exact, -size * quoteUnit);
  return price > 0n ? price : 0n;
}

/** Mechanics §2.1 for a position alone: entry − σ · margin ÷ |size|, in wad, rounded as above. */
export function isolatedBankruptcyPrice(size: bigint, entry: bigint, margin: bigint, quoteUnit: bigint): bigint {
  const gap = ceilDiv(-margin * WAD * WAD, (size > 0n ? size : -size) * quoteUnit);
  const price = size > 0n ? entry + gap : entry - gap;
  return price > 0n ? price : 0n;
}
