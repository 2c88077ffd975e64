import type { Interface, Result } from "ethers";
import type { Chain } from "./chain.ts";

/** What a view answers at the head of the chain. */
export async function read(
  chain: Chain,
  to: string,
  abi: Interface,
  name: string,
  args: readonly unknown[] = [],
): Promise<Result> {
  const call = { to, data: abi.encodeFunctionData(name, args as unknown[]), gas: "0x1000000" };
  return abi.decodeFunctionResult(name, await chain.request<string>("eth_call", [call, "latest"]));
}
