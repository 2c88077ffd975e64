import type { ForkBlock, ForkState } from "../../src/fork/state/forkState.ts";
import { PinnedUpstream } from "../../src/fork/state/pinnedUpstream.ts";
import type { StateReader } from "../../src/fork/state/stateReader.ts";
import { wordOf } from "../../src/fork/state/words.ts";
import type { Backend } from "./hostileRpc.ts";

/** A node whose chain ends at a state's block; what the state does not hold is empty there. */
export function stateNode(state: ForkState, chainId = state.chainId ?? 1): Backend {
  const { block, accounts, storage } = state;
  const reader: StateReader = {
    account: (address) => accounts.get(address),
    slot: (account, slot) => storage.get(account)?.get(slot) ?? wordOf(0n),
    ancestor: (number) => ancestorOf(block, number),
  };
  const upstream = new PinnedUpstream(reader, { chainId, block, head: block.number });
  return ({ method, params }) => upstream.answer(method, params);
}

/** A block below another: twelve seconds apart, its number as its hash. */
export function ancestorOf({ number: top, timestamp, ...rest }: ForkBlock, number: number): ForkBlock {
  return { ...rest, number, timestamp: timestamp - 12 * (top - number), hash: wordOf(BigInt(number)) };
}
