import { FaultlineError } from "../../errors.ts";

/** Why the exchange refuses: the names of its custom errors without their prefix. */
export type PerpRefusal =
  | "AmountZero"
  | "MarketPaused"
  | "ReduceOnly"
  | "CollateralCapExceeded"
  | "InsufficientCollateral"
  | "InsufficientSettled"
  | "PriceBeyondAcceptable"
  | "NoPrice"
  | "SizeCapExceeded"
  | "ValueCapExceeded"
  | "InsufficientMargin"
  | "Liquidatable"
  | "Healthy"
  | "NoPosition"
  | "CoolingDown"
  | "WindowExhausted"
  | "BelowBackstop"
  | "AboveBackstop"
  | "NothingToClose"
  | "InsuranceInsufficient"
  | "DeleveragingNotNeeded"
  | "DeleveragingDisabled"
  | "NotDeleverageable"
  | "WrongRanking"
  | "RankingIncomplete"
  | "OrderNotAccepted"
  | "NothingSeized"
  | "PoolWithdrawalLimited";

/** The code of a refusal: `PERP_REFUSED_` and its name. */
export function refusalCode(reason: PerpRefusal): string {
  return `PERP_REFUSED_${reason}`;
}

/** Throws what the exchange would revert with, when `holds` is false. */
export function require_(holds: boolean, reason: PerpRefusal): void {
  if (!holds) throw new FaultlineError(refusalCode(reason), `The exchange refuses: ${reason}.`);
}
