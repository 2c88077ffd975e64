import { supplyBalance } from "../account.ts";
import { isSince, type Preset } from "../rules.ts";
import { rayDivDown, rayDivHalfUp, rayDivUp } from "../wadRay.ts";
import { requireVault } from "./refusal.ts";

/** A vault's account in one reserve: its scaled balance, the index [ray] it grows by, and the reserve's cash. */
export interface ReserveStake {
  readonly index: bigint;
  readonly scaled: bigint;
  readonly cash: bigint;
}

/** What a supplier can claim, down since v3.5, to nearest before. [asset] */
export function stakeBalance({ scaled, index }: ReserveStake, arithmetic: Preset): bigint {
  return supplyBalance(scaled, index, arithmetic);
}

/** Supplies; what is supplied is rounded down to a scaled unit since v3.5, to nearest before. */
export function stakeSupplied(stake: ReserveStake, amount: bigint, arithmetic: Preset): ReserveStake {
  const scaled = (isSince(arithmetic, "aave-v3.5") ? rayDivDown : rayDivHalfUp)(amount, stake.index);
  requireVault(scaled !== 0n, "Pool");
  return { ...stake, scaled: stake.scaled + scaled, cash: stake.cash + amount };
}

/** Withdraws; what is given up is rounded up to a scaled unit since v3.5, to nearest before. */
export function stakeWithdrawn(stake: ReserveStake, amount: bigint, arithmetic: Preset): ReserveStake {
  const scaled = (isSince(arithmetic, "aave-v3.5") ? rayDivUp : rayDivHalfUp)(amount, stake.index);
  requireVault(amount <= stake.cash && scaled !== 0n && scaled <= stake.scaled, "Pool");
  requireVault(amount <= stakeBalance(stake, arithmetic), "Pool");
  return { ...stake, scaled: stake.scaled - scaled, cash: stake.cash - amount };
}
