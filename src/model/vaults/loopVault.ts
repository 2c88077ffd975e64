import { loopInstantDown } from "./loopInstant.ts";
import { loopLeverageUp, loopNetDown } from "./loopMath.ts";
import type { LoopSteering } from "./loopSizes.ts";
import { type LoopVenue, positionAt, withdrawn } from "./loopVenue.ts";
import type { QueuedVaultState, VaultMoment } from "./queuedVault.ts";
import { claim, deposit, mint, redeem, type ShareMove, withdraw } from "./shareActions.ts";

/** How a loop vault steers. Leverage [wad], shares of things [bps], time [seconds], trades [collateral]. */
export interface LoopConfig extends LoopSteering {
  readonly ripcordLeverage: bigint;
  readonly slippage: bigint;
  readonly ripcordSlippage: bigint;
  readonly idleShare: bigint;
  readonly cooldown: bigint;
  readonly ripcordCooldown: bigint;
  readonly maxTrade: bigint;
  readonly ripcordMaxTrade: bigint;
  readonly ripcordReward: bigint;
}

/** When each kind of action last traded. [seconds] */
export interface LoopClock {
  readonly rebalancedAt: bigint;
  readonly fulfilledAt: bigint;
  readonly ripcordAt: bigint;
}

/** A loop vault and what it trades on, at a moment. [seconds] */
export interface LoopVaultState {
  readonly shares: QueuedVaultState;
  readonly venue: LoopVenue;
  readonly config: LoopConfig;
  readonly clock: LoopClock;
  readonly time: bigint;
}

export function netAssets({ venue }: LoopVaultState): bigint {
  return loopNetDown(venue.pair, positionAt(venue));
}

export function leverage({ venue }: LoopVaultState): bigint {
  return loopLeverageUp(venue.pair, positionAt(venue));
}

export function momentOf(state: LoopVaultState): VaultMoment {
  const { venue, config, time } = state;
  const instant = (asked: bigint) =>
    loopInstantDown(venue.pair, positionAt(venue), config.maxLeverage, asked, venue.supply.cash);
  return { netAssets: netAssets(state), time, instant };
}

/** What a holder can do with a loop vault: amounts are assets in deposits and withdrawals, shares elsewhere. */
export type HolderAction = {
  readonly kind: "deposit" | "mint" | "withdraw" | "redeem";
  readonly account: string;
  readonly amount: bigint;
};

/** In or out at once; what leaves is idle, or at the pool where there is no debt. */
export function act(state: LoopVaultState, { kind, account, amount }: HolderAction): LoopVaultState {
  const actions = { deposit, mint, withdraw, redeem };
  const { state: shares, assets }: ShareMove = actions[kind](state.shares, momentOf(state), account, amount);
  if (kind === "deposit" || kind === "mint") return { ...state, shares, venue: withIdle(state.venue, assets) };
  const missing = assets - state.venue.idle;
  const ready = missing > 0n ? withdrawn(state.venue, missing) : state.venue;
  return { ...state, shares, venue: withIdle(ready, -assets) };
}

/** Pays a request what it may claim, which is no longer the vault's. */
export function payClaim(state: LoopVaultState, id: number): LoopVaultState {
  return { ...state, shares: claim(state.shares, id).state };
}

/** As much more idle collateral. */
export function withIdle(venue: LoopVenue, change: bigint): LoopVenue {
  return { ...venue, idle: venue.idle + change };
}
