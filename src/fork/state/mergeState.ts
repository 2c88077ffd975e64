import { emptyState, type ForkState, putSlot } from "./forkState.ts";

/** What two states of one block know together. */
export function mergeState(one: ForkState, other: ForkState): ForkState {
  const merged = emptyState(other.chainId, other.block);
  for (const { ancestors, accounts, storage } of [one, other]) {
    for (const [number, block] of ancestors) merged.ancestors.set(number, block);
    for (const [address, account] of accounts) merged.accounts.set(address, account);
    for (const [account, slots] of storage) {
      for (const [slot, value] of slots) putSlot(merged, account, slot, value);
    }
  }
  return merged;
}
