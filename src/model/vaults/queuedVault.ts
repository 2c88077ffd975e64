import { type ShareBooks, sharesToAssetsUp, VIRTUAL_SHARES } from "./conversion.ts";
import type { FeeBooks, FeeTerms } from "./feeShares.ts";
import { pendingShares, type RedemptionQueue } from "./queue.ts";
import { booksAt, takeFees } from "./takeFees.ts";

/** Terms of a vault. Fees [bps], patience [seconds], cap [asset], 0 for none. */
export interface QueuedVaultTerms extends FeeTerms {
  readonly entryFee: bigint;
  readonly exitFee: bigint;
  readonly patience: bigint;
  readonly assetCap: bigint;
  readonly feeRecipient: string;
}

/** Shares, fees and queue of a vault, whatever its assets do. The vault itself holds the shares that wait, as `vault`. */
export interface QueuedVaultState {
  readonly terms: QueuedVaultTerms;
  readonly paused: boolean;
  readonly balances: ReadonlyMap<string, bigint>;
  readonly supply: bigint;
  /** [seconds] */
  readonly takenAt: bigint;
  /** [wad] */
  readonly highWaterMark: bigint;
  readonly queue: RedemptionQueue;
}

/** What the assets are at a moment [seconds]: their worth, and what can leave once so much is kept for the queue. [asset] */
export interface VaultMoment {
  readonly netAssets: bigint;
  readonly time: bigint;
  instant(asked: bigint): bigint;
}

/** Who holds what waits. */
export const SELF = "vault";

export function balanceOf({ balances }: QueuedVaultState, account: string): bigint {
  return balances.get(account) ?? 0n;
}

/** What conversions use now. */
export function shareBooks(state: QueuedVaultState, moment: VaultMoment): ShareBooks {
  return booksAt(state.terms, feeBooks(state, moment), moment.time);
}

/** What can leave at once, the queue's part kept. [asset] */
export function instantAssets(state: QueuedVaultState, moment: VaultMoment): bigint {
  return moment.instant(sharesToAssetsUp(shareBooks(state, moment), pendingShares(state.queue)));
}

/** Fees up to now become shares of the recipient. */
export function withFeesTaken(state: QueuedVaultState, moment: VaultMoment): QueuedVaultState {
  const { supply, takenAt, highWaterMark } = takeFees(state.terms, feeBooks(state, moment), moment.time);
  const minted = moved(state, null, state.terms.feeRecipient, supply - state.supply);
  return { ...minted, takenAt, highWaterMark };
}

/** Moves shares; from null they are made, to null they are burnt. */
export function moved(
  state: QueuedVaultState,
  from: string | null,
  to: string | null,
  shares: bigint,
): QueuedVaultState {
  const balances = new Map(state.balances);
  if (from !== null) balances.set(from, (balances.get(from) ?? 0n) - shares);
  if (to !== null) balances.set(to, (balances.get(to) ?? 0n) + shares);
  return { ...state, balances, supply: state.supply + (from === null ? shares : 0n) - (to === null ? shares : 0n) };
}

/** Whether a share is worth less than a millionth of its first price: deposits are refused then. */
export function isWorthless({ supply }: QueuedVaultState, { netAssets }: VaultMoment): boolean {
  return netAssets < supply / (VIRTUAL_SHARES * 1_000_000n);
}

function feeBooks({ supply, takenAt, highWaterMark }: QueuedVaultState, { netAssets }: VaultMoment): FeeBooks {
  return { assets: netAssets, supply, takenAt, highWaterMark };
}
