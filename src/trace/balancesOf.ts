import { Interface } from "ethers";
import { wordArray } from "../venues/words.ts";
import type { World } from "../world/world.ts";

const LENS = new Interface(["function balances(address[] tokens, address[] holders) view returns (uint256[])"]);
const CHUNK = 1000;

/** What each holder has of a token, in smallest units: now, or at the end of a block in which the lab's lens stood already. */
export async function balancesOf(
  { deployment, chain }: Pick<World, "deployment" | "chain">,
  token: string,
  holders: readonly string[],
  block?: number,
): Promise<bigint[]> {
  const tag = block === undefined ? "latest" : `0x${block.toString(16)}`;
  const balances: bigint[] = [];
  for (let start = 0; start < holders.length; start += CHUNK) {
    const data = LENS.encodeFunctionData("balances", [[token], holders.slice(start, start + CHUNK)]);
    const call = { to: deployment.lens, data, gas: "0x1000000" };
    balances.push(...wordArray(await chain.request<string>("eth_call", [call, tag])));
  }
  if (balances.length !== holders.length) throw new Error(`The lens tells no balances of ${token} at ${tag}.`);
  return balances;
}
