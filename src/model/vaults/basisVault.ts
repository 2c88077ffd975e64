import { bringBack, reachableDown } from "./basisCash.ts";
import { above, basisNetDown, hedgeOf } from "./basisPosition.ts";
import { type BasisVenue, basisPositionAt } from "./basisVenue.ts";
import type { HolderAction } from "./loopVault.ts";
import type { QueuedVaultState, VaultMoment } from "./queuedVault.ts";
import { claim, deposit, mint, redeem, type ShareMove, withdraw } from "./shareActions.ts";

/** How a basis vault steers. Ratios [wad], shares of things [bps], time [seconds], trades [asset]. */
export interface BasisConfig {
  readonly targetHedge: bigint;
  readonly minHedge: bigint;
  readonly maxHedge: bigint;
  readonly openHedge: bigint;
  readonly marginRatio: bigint;
  readonly minMarginRatio: bigint;
  readonly slippage: bigint;
  readonly openSlippage: bigint;
  readonly idleShare: bigint;
  readonly parkedShare: bigint;
  readonly cooldown: bigint;
  readonly openCooldown: bigint;
  readonly maxTrade: bigint;
  readonly openMaxTrade: bigint;
  readonly openReward: bigint;
  /** 0: goes short again; 1: sells the spot that nothing hedges. */
  readonly rule: bigint;
}

/** When each kind of action last traded. [seconds] */
export interface BasisClock {
  readonly rebalancedAt: bigint;
  readonly fulfilledAt: bigint;
  readonly hedgedAt: bigint;
}

/** A basis vault and what it trades on, at a moment. [seconds] */
export interface BasisVaultState {
  readonly shares: QueuedVaultState;
  readonly venue: BasisVenue;
  readonly config: BasisConfig;
  readonly clock: BasisClock;
  readonly time: bigint;
}

/** [asset] */
export function basisNetAssets({ venue }: BasisVaultState): bigint {
  return basisNetDown(venue.prices, basisPositionAt(venue));
}

/** [wad] */
export function hedgeRatio({ venue }: BasisVaultState): bigint {
  return hedgeOf(venue.prices, basisPositionAt(venue));
}

export function basisMoment(state: BasisVaultState): VaultMoment {
  const { venue, time } = state;
  const instant = (asked: bigint) => above(venue.idle + reachableDown(venue), asked);
  return { netAssets: basisNetAssets(state), time, instant };
}

/** In or out at once; what leaves is idle, or called back from where it is parked. */
export function actOnBasis(state: BasisVaultState, { kind, account, amount }: HolderAction): BasisVaultState {
  const actions = { deposit, mint, withdraw, redeem };
  const { state: shares, assets }: ShareMove = actions[kind](state.shares, basisMoment(state), account, amount);
  if (kind === "deposit" || kind === "mint") return { ...state, shares, venue: withAssets(state.venue, assets) };
  return { ...state, shares, venue: withAssets(bringBack(state.venue, assets).venue, -assets) };
}

/** Pays a request what it may claim, which is no longer the vault's. */
export function payBasisClaim(state: BasisVaultState, id: number): BasisVaultState {
  return { ...state, shares: claim(state.shares, id).state };
}

/** As many more idle assets. */
export function withAssets(venue: BasisVenue, change: bigint): BasisVenue {
  return { ...venue, idle: venue.idle + change };
}
