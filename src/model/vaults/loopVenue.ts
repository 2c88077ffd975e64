import { debtBalance } from "../account.ts";
import type { Hop } from "../path.ts";
import { percentMulDown, percentMulHalfUp, percentMulUp } from "../percent.ts";
import { isSince, type Preset } from "../rules.ts";
import { rayDivDown, rayDivHalfUp, rayDivUp } from "../wadRay.ts";
import type { LoopPair, LoopPosition } from "./loopMath.ts";
import { requireVault } from "./refusal.ts";
import { type ReserveStake, stakeBalance, stakeSupplied, stakeWithdrawn } from "./reserveStake.ts";

/** What a loop vault trades on at one moment, itself included. Collateral in its unit, debt in its own. */
export interface LoopVenue {
  readonly pair: LoopPair;
  readonly arithmetic: Preset;
  /** Of the collateral for this vault, in its e-mode if it has one. [bps] */
  readonly ltv: bigint;
  readonly threshold: bigint;
  /** [bps] */
  readonly flashPremium: bigint;
  readonly supply: ReserveStake;
  readonly debt: ReserveStake;
  /** In the vault's hands and its own. [collateral] */
  readonly idle: bigint;
  /** From the collateral to the debt asset. */
  readonly path: readonly Hop[];
}

export function positionAt({ idle, supply, debt, arithmetic }: LoopVenue): LoopPosition {
  return {
    idle,
    supplied: stakeBalance(supply, arithmetic),
    debt: debtBalance(debt.scaled, debt.index, arithmetic),
  };
}

/** Supplies idle collateral. */
export function supplied(venue: LoopVenue, amount: bigint): LoopVenue {
  return { ...venue, supply: stakeSupplied(venue.supply, amount, venue.arithmetic), idle: venue.idle - amount };
}

/** Withdraws to idle. */
export function withdrawn(venue: LoopVenue, amount: bigint): LoopVenue {
  return { ...venue, supply: stakeWithdrawn(venue.supply, amount, venue.arithmetic), idle: venue.idle + amount };
}

/** Opens debt; `paid` where the cash leaves now, which a flash loan has taken before. */
export function borrowed(venue: LoopVenue, amount: bigint, paid: boolean): LoopVenue {
  const { debt, arithmetic } = venue;
  const scaled = (isSince(arithmetic, "aave-v3.5") ? rayDivUp : rayDivHalfUp)(amount, debt.index);
  requireVault(scaled !== 0n && (!paid || amount <= debt.cash), "Pool");
  const cash = debt.cash - (paid ? amount : 0n);
  return { ...venue, debt: { ...debt, scaled: debt.scaled + scaled, cash } };
}

/** Repays, at most what is owed. */
export function repaid(venue: LoopVenue, amount: bigint): LoopVenue {
  const { debt, arithmetic } = venue;
  const owed = positionAt(venue).debt;
  const taken = amount < owed ? amount : owed;
  const scaled = (isSince(arithmetic, "aave-v3.5") ? rayDivDown : rayDivHalfUp)(taken, debt.index);
  requireVault(scaled !== 0n && scaled <= debt.scaled, "Pool");
  return { ...venue, debt: { ...debt, scaled: debt.scaled - scaled, cash: debt.cash + taken } };
}

/** What a flash loan of so much debt asset costs: down in v2, to nearest in v3, up since v3.5. [debt asset] */
export function flashPremium({ flashPremium: bps, arithmetic }: LoopVenue, amount: bigint): bigint {
  if (arithmetic === "aave-v2") return percentMulDown(amount, bps);
  return (isSince(arithmetic, "aave-v3.5") ? percentMulUp : percentMulHalfUp)(amount, bps);
}
