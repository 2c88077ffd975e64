import { ZeroAddress } from "ethers";
import type { Chain } from "../../world/chain.ts";
import type { ForkState } from "./forkState.ts";

const quantity = (value: bigint) => `0x${value.toString(16)}`;

/** Puts what is known into the node, all requests at once: it queues them faster than it answers one by one. */
export async function putState(chain: Chain, { accounts, storage }: ForkState): Promise<void> {
  // A call without a sender comes from the zero address, which the node would ask for each time.
  const balances = new Map([[ZeroAddress, 0n], ...[...accounts].map(([key, { balance }]) => [key, balance] as const)]);
  await Promise.all(
    [...balances].map(([account, balance]) => chain.request("hardhat_setBalance", [account, quantity(balance)])),
  );
  await Promise.all(
    [...storage].flatMap(([account, slots]) =>
      [...slots].map(([slot, value]) =>
        chain.request("hardhat_setStorageAt", [account, quantity(BigInt(slot)), value]),
      ),
    ),
  );
}
