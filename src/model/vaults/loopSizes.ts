import { BPS, WAD } from "../../units.ts";
import { mulDivDown, mulDivUp } from "../mulDiv.ts";
import { inCollateralUp, inDebtDown, type LoopPair, type LoopPosition, loopGross } from "./loopMath.ts";

/** How a loop vault steers: leverage and speed [wad]. */
export interface LoopSteering {
  readonly targetLeverage: bigint;
  readonly minLeverage: bigint;
  readonly maxLeverage: bigint;
  readonly recenteringSpeed: bigint;
}

/** Where a rebalance goes from `leverage`. [wad] */
export function nextLeverage(steering: LoopSteering, leverage: bigint): bigint {
  const { targetLeverage: target, recenteringSpeed: speed, minLeverage, maxLeverage } = steering;
  const next =
    leverage <= target
      ? leverage + mulDivDown(target - leverage, speed, WAD)
      : leverage - mulDivDown(leverage - target, speed, WAD);
  if (next < minLeverage) return minLeverage;
  return next > maxLeverage ? maxLeverage : next;
}

/** What to borrow to reach `next` if the purchase loses all of `slippage` [bps], at most `maxTrade` worth. [debt asset] */
export function loopBorrowDown(
  pair: LoopPair,
  position: LoopPosition,
  next: bigint,
  slippage: bigint,
  maxTrade: bigint,
): bigint {
  const gross = loopGross(position);
  const missing = mulDivDown(gross - inCollateralUp(pair, position.debt), next, WAD) - gross;
  if (missing <= 0n) return 0n;
  const received = (WAD * (BPS - slippage)) / BPS;
  const value = mulDivDown(missing, WAD, WAD + mulDivUp(next - WAD, WAD - received, WAD));
  return inDebtDown(pair, value < maxTrade ? value : maxTrade);
}

/** What to repay to reach `next` if the sale loses nothing, at most `maxTrade` worth; all for a leverage of 1. [debt asset] */
export function loopRepayDown(pair: LoopPair, position: LoopPosition, next: bigint, maxTrade: bigint): bigint {
  const gross = loopGross(position);
  const excess = gross - mulDivDown(gross - inCollateralUp(pair, position.debt), next, WAD);
  const value = excess > 0n ? excess : 0n;
  if (next === WAD && value <= maxTrade) return position.debt;
  const amount = inDebtDown(pair, value < maxTrade ? value : maxTrade);
  return amount < position.debt ? amount : position.debt;
}

/** Most collateral that buying `amount` of the debt asset may cost, at a slippage [bps]. [collateral] */
export function loopCostUp(pair: LoopPair, amount: bigint, slippage: bigint): bigint {
  return mulDivUp(inCollateralUp(pair, amount), BPS, BPS - slippage);
}

/** Debt asset that `amount` of collateral buys at the worst. [debt asset] */
export function loopBuyableDown(pair: LoopPair, amount: bigint, slippage: bigint): bigint {
  return mulDivDown(inDebtDown(pair, amount), BPS - slippage, BPS);
}
