import { WAD } from "../../units.ts";
import { mulDivDown, mulDivUp } from "../mulDiv.ts";

/** What a loop vault values by: prices in the oracle's base currency, units in smallest units of a whole token. */
export interface LoopPair {
  readonly collateralPrice: bigint;
  readonly debtPrice: bigint;
  readonly collateralUnit: bigint;
  readonly debtUnit: bigint;
}

/** What a loop vault has: idle and supplied [collateral], debt [debt asset]. */
export interface LoopPosition {
  readonly idle: bigint;
  readonly supplied: bigint;
  readonly debt: bigint;
}

/** Leverage of a vault whose debt eats all: the chain's largest word. */
export const NO_EQUITY = (1n << 256n) - 1n;

/** Collateral as worth as `amount` of the debt asset. [collateral] */
export function inCollateralDown(pair: LoopPair, amount: bigint): bigint {
  return mulDivDown(amount, pair.debtPrice * pair.collateralUnit, pair.collateralPrice * pair.debtUnit);
}

/** The same rounded up. [collateral] */
export function inCollateralUp(pair: LoopPair, amount: bigint): bigint {
  return mulDivUp(amount, pair.debtPrice * pair.collateralUnit, pair.collateralPrice * pair.debtUnit);
}

/** Debt as worth as `amount` of collateral. [debt asset] */
export function inDebtDown(pair: LoopPair, amount: bigint): bigint {
  return mulDivDown(amount, pair.collateralPrice * pair.debtUnit, pair.debtPrice * pair.collateralUnit);
}

/** All collateral. */
export function loopGross({ idle, supplied }: LoopPosition): bigint {
  return idle + supplied;
}

/** What is left after the debt, never below zero. [collateral] */
export function loopNetDown(pair: LoopPair, position: LoopPosition): bigint {
  const net = loopGross(position) - inCollateralUp(pair, position.debt);
  return net > 0n ? net : 0n;
}

/** Collateral ÷ net assets, 1 without debt. [wad] */
export function loopLeverageUp(pair: LoopPair, position: LoopPosition): bigint {
  if (position.debt === 0n) return WAD;
  const net = loopNetDown(pair, position);
  return net === 0n ? NO_EQUITY : mulDivUp(loopGross(position), WAD, net);
}

/** What may leave so that leverage stays at or below `most` [wad]. [collateral] */
export function loopOutflowDown(pair: LoopPair, position: LoopPosition, most: bigint): bigint {
  if (most === WAD) return 0n;
  const room = mulDivDown(loopNetDown(pair, position), most, WAD) - loopGross(position);
  return room > 0n ? mulDivDown(room, WAD, most - WAD) : 0n;
}
