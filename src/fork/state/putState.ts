import { ZeroAddress } from "ethers";
import type { Chain } from "../../world/chain.ts";
import type { ForkState } from "./forkState.ts";
import { putStorage } from "./putStorage.ts";

const quantity = (value: bigint) => `0x${value.toString(16)}`;

/** Puts what is known into the node, all requests at once: it queues them faster than it answers one by one. */
export async function putState(chain: Chain, state: ForkState): Promise<void> {
  const { accounts } = state;
  // A call without a sender comes from the zero address, which the node would ask for each time.
  const balances = new Map([[ZeroAddress, 0n], ...[...accounts].map(([key, { balance }]) => [key, balance] as const)]);
  await Promise.all(
    [...balances].map(([account, balance]) => chain.request("hardhat_setBalance", [account, quantity(balance)])),
  );
  await putStorage(chain, state);
}
