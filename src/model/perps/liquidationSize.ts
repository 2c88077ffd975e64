import { WAD } from "../../units.ts";
import { mulDivDown, mulDivUp } from "../mulDiv.ts";
import type { LiquidationTerms } from "./terms.ts";

/** A position that may be liquidated: |size| in wad base, notional at mark in quote, times in seconds. */
export type LiquidationStage = {
  readonly size: bigint;
  readonly notional: bigint;
  /** Of the account's last partial liquidation, 0 for none. */
  readonly partialTime: bigint;
  readonly time: bigint;
};

/** How much a liquidation closes, its market's window left out; `partial` when the rest has to wait. */
export type LiquidationSize = { readonly size: bigint; readonly partial: boolean };

/**
 * A part of the position, rounded up and of a notional between floor (rounded up) and cap (down); all of it where the
 * position is small, or after the cool-down unless parts repeat. Null while it cools down.
 */
export function liquidationSize(terms: LiquidationTerms, stage: LiquidationStage): LiquidationSize | null {
  const { size, notional, partialTime, time } = stage;
  const whole = { size, partial: false };
  if (terms.partialShare >= WAD || notional <= terms.partialAbove) return whole;
  if (partialTime !== 0n && time < partialTime + terms.cooldown) return null;
  if (partialTime !== 0n && !terms.repeatPartial) return whole;

  const least = mulDivUp(size, terms.partialFloor, notional);
  const most = terms.partialCap === 0n ? size : mulDivDown(size, terms.partialCap, notional);
  const share = mulDivUp(size, terms.partialShare, WAD);
  const wanted = share > least ? share : least;
  const part = wanted < most ? wanted : most;
  return part < size ? { size: part, partial: true } : whole;
}
