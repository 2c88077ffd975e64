import { WAD } from "../units.ts";
import type { LendingRules } from "./rules.ts";

/** Collateral of an account. `usd` (wad) at the start's prices; `exposed` if it falls with the shocked asset. */
export type BookCollateral = {
  readonly usd: bigint;
  readonly exposed: boolean;
  /** Liquidation threshold. [wad] */
  readonly threshold: bigint;
  /** Collateral value per debt value in a liquidation, 1 + b. [wad] */
  readonly incentive: bigint;
  /** The protocol's share of the bonus. [bps] */
  readonly protocolFee: bigint;
};

export type BookDebt = { readonly usd: bigint; readonly exposed: boolean };

/** A holder who repays when health falls below `trigger`, until it is `target` (wad): by selling collateral or not. */
export type BookDefence = {
  readonly trigger: bigint;
  readonly target: bigint;
  readonly by: "deleverage" | "repay";
  /** Whether it also comes first where one instant fall takes the account through 1. */
  readonly beatsLiquidators: boolean;
};

export type BookAccount = {
  readonly collaterals: readonly BookCollateral[];
  readonly debts: readonly BookDebt[];
  readonly rules: LendingRules;
  readonly defence?: BookDefence | undefined;
};

/** An account in the course of a fall: amounts change, the rest does not. Values at the start's prices. */
export type AccountState = { readonly account: BookAccount; collaterals: bigint[]; debts: bigint[] };

export function openState(account: BookAccount): AccountState {
  return {
    account,
    collaterals: account.collaterals.map(({ usd }) => usd),
    debts: account.debts.map(({ usd }) => usd),
  };
}

/** What `usd` at the start's prices is worth at `factor` (wad) of the shocked asset's price. */
export function worthAt(usd: bigint, exposed: boolean, factor: bigint): bigint {
  return exposed ? (usd * factor) / WAD : usd;
}

/** Collateral by threshold and debt, each split in what falls and what does not. Threshold-weighted values in wad². */
function split(state: AccountState) {
  const sums = { falling: 0n, fixed: 0n, debtFalling: 0n, debtFixed: 0n };
  state.account.collaterals.forEach(({ exposed, threshold }, i) => {
    sums[exposed ? "falling" : "fixed"] += (state.collaterals[i] as bigint) * threshold;
  });
  state.account.debts.forEach(({ exposed }, i) => {
    sums[exposed ? "debtFalling" : "debtFixed"] += state.debts[i] as bigint;
  });
  return sums;
}

/** Health factor at `factor` (wad), down; null without debt. */
export function healthAt(state: AccountState, factor: bigint): bigint | null {
  const { falling, fixed, debtFalling, debtFixed } = split(state);
  const debt = debtFalling * factor + debtFixed * WAD;
  return debt === 0n ? null : (falling * factor + fixed * WAD) / debt;
}

/** The price factor (wad, down) below which health goes under `health` as the price falls; 0 when it never does. */
export function factorAtHealth(state: AccountState, health: bigint): bigint {
  const { falling, fixed, debtFalling, debtFixed } = split(state);
  const gap = health * debtFixed - fixed;
  const slope = falling - health * debtFalling;
  return gap <= 0n || slope <= 0n ? 0n : (gap * WAD) / slope;
}

/** One side's largest item at a price, and what it is worth then; null when there is none. */
export type Largest<T> = { readonly index: number; readonly item: T; readonly worth: bigint };

export function largestAt<T extends BookDebt>(
  items: readonly T[],
  usd: readonly bigint[],
  factor: bigint,
): Largest<T> | null {
  let best: Largest<T> | null = null;
  items.forEach((item, index) => {
    const worth = worthAt(usd[index] as bigint, item.exposed, factor);
    if (best === null || worth > best.worth) best = { index, item, worth };
  });
  return best;
}

/** Takes `worth` at `factor` off the item, all of it at most. */
export function reduce(usd: bigint[], from: Largest<BookDebt>, worth: bigint, factor: bigint): void {
  if (worth >= from.worth) usd[from.index] = 0n;
  else usd[from.index] = (usd[from.index] as bigint) - (from.item.exposed ? (worth * WAD) / factor : worth);
}

/** All debt at `factor`. [wad dollars] */
export function debtAt(state: AccountState, factor: bigint): bigint {
  return state.account.debts.reduce((sum, { exposed }, i) => {
    return sum + worthAt(state.debts[i] as bigint, exposed, factor);
  }, 0n);
}
