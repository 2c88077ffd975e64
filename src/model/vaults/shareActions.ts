import { redemptionDown } from "./conversion.ts";
import { depositSharesDown, mintCostUp, withdrawalSharesUp } from "./entryExit.ts";
import { claimRequest, fulfilRequests, pendingShares, pushRequest, waitingSince } from "./queue.ts";
import { moved, type QueuedVaultState, SELF, shareBooks, type VaultMoment, withFeesTaken } from "./queuedVault.ts";
import { requireVault } from "./refusal.ts";
import { maxDeposit, maxMint, maxRedeem, maxWithdraw } from "./shareLimits.ts";

/** The state after an action, and what it moved. */
export interface ShareMove {
  readonly state: QueuedVaultState;
  readonly shares: bigint;
  readonly assets: bigint;
}

export function deposit(state: QueuedVaultState, moment: VaultMoment, account: string, assets: bigint): ShareMove {
  requireVault(assets <= maxDeposit(state, moment), "ExceededMaxDeposit");
  const shares = depositSharesDown(shareBooks(state, moment), assets, state.terms.entryFee);
  requireVault(shares !== 0n || assets === 0n, "DepositTooSmall");
  return { state: moved(withFeesTaken(state, moment), null, account, shares), shares, assets };
}

export function mint(state: QueuedVaultState, moment: VaultMoment, account: string, shares: bigint): ShareMove {
  requireVault(shares <= maxMint(state, moment), "ExceededMaxMint");
  const assets = mintCostUp(shareBooks(state, moment), shares, state.terms.entryFee);
  requireVault(shares !== 0n || assets === 0n, "DepositTooSmall");
  return { state: moved(withFeesTaken(state, moment), null, account, shares), shares, assets };
}

export function withdraw(state: QueuedVaultState, moment: VaultMoment, account: string, assets: bigint): ShareMove {
  requireVault(assets <= maxWithdraw(state, moment, account), "ExceededMaxWithdraw");
  const shares = withdrawalSharesUp(shareBooks(state, moment), assets, state.terms.exitFee);
  return { state: moved(withFeesTaken(state, moment), account, null, shares), shares, assets };
}

export function redeem(state: QueuedVaultState, moment: VaultMoment, account: string, shares: bigint): ShareMove {
  requireVault(shares <= maxRedeem(state, moment, account), "ExceededMaxRedeem");
  const assets = redemptionDown(shareBooks(state, moment), shares, state.terms.exitFee);
  return { state: moved(withFeesTaken(state, moment), account, null, shares), shares, assets };
}

/** Puts an account's shares into the queue; no fee is taken. */
export function request(state: QueuedVaultState, time: bigint, account: string, shares: bigint): QueuedVaultState {
  requireVault(shares !== 0n, "ZeroShares");
  return { ...moved(state, account, SELF, shares), queue: pushRequest(state.queue, account, shares, time) };
}

export function claim(state: QueuedVaultState, id: number): ShareMove {
  const { queue, shares, assets } = claimRequest(state.queue, id);
  requireVault(shares !== 0n, "NothingClaimable");
  return { state: { ...state, queue }, shares, assets };
}

/** Shares that a fulfilment may serve: a keeper's wish, or all of them once the first has waited for long enough. */
export function mayFulfil(state: QueuedVaultState, time: bigint, isKeeper: boolean, wish: bigint): bigint {
  const pending = pendingShares(state.queue);
  requireVault(pending !== 0n, "NothingPending");
  if (isKeeper) return wish < pending ? wish : pending;
  requireVault(time >= waitingSince(state.queue) + state.terms.patience, "TooEarly");
  return pending;
}

/** Burns the first `shares` of the queue and sets `assets` aside for them. */
export function setAside(state: QueuedVaultState, shares: bigint, assets: bigint): QueuedVaultState {
  requireVault(shares !== 0n, "ZeroShares");
  return { ...moved(state, SELF, null, shares), queue: fulfilRequests(state.queue, shares, assets) };
}
