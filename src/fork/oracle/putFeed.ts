import { AbiCoder, concat, keccak256, zeroPadValue } from "ethers";
import type { Chain } from "../../world/chain.ts";
import { wordOf } from "../state/words.ts";

/** Where `PriceFeed` keeps its owner, its description, who may transmit, and the number of the latest round. */
const SLOTS = { owner: 0n, description: 1n, transmitters: 2n, latest: 4n };

/** Who owns a feed that is put in place, and who tells it prices. */
export interface FeedRoles {
  owner: string;
  transmitter: string;
}

/** Puts the bundled price feed at an address, whatever was there before, with no round yet. */
export async function putFeed(
  chain: Chain,
  at: string,
  decimals: number,
  { owner, transmitter }: FeedRoles,
): Promise<void> {
  const args = AbiCoder.defaultAbiCoder().encode(["uint8", "string", "address"], [decimals, "", owner]);
  // Run as a call, the constructor returns the code with the decimals in it.
  const { bytecode } = await chain.connection.ethers.getContractFactory("PriceFeed");
  const data = concat([bytecode, args]);
  const code = await chain.request<string>("eth_call", [{ data, gas: "0x500000" }, "latest"]);
  await chain.request("hardhat_setCode", [at, code]);
  const mayTransmit = BigInt(keccak256(concat([zeroPadValue(transmitter, 32), wordOf(SLOTS.transmitters)])));
  for (const [slot, value] of [
    [SLOTS.owner, BigInt(owner)],
    [SLOTS.description, 0n],
    [SLOTS.latest, 0n],
    [mayTransmit, 1n],
  ] as const) {
    await chain.request("hardhat_setStorageAt", [at, `0x${slot.toString(16)}`, wordOf(value)]);
  }
}
