import { FaultlineError } from "../../errors.ts";
import { type Pin, toHex } from "../rpc/pin.ts";
import type { RpcClient } from "../rpc/rpcClient.ts";
import { noContract } from "./noContract.ts";

/**
 * The first block that has the contract's code, by halving; 0 where the node keeps no older states.
 * `NO_CONTRACT` when there is no code at the pinned block.
 */
export async function poolBirth(client: RpcClient, pool: string, pin: Pin): Promise<number> {
  const exists = async (block: number) => {
    const code = await client.call("eth_getCode", [pool, toHex(block)], pin);
    return typeof code === "string" && code.length > 2;
  };
  if (!(await exists(pin.number))) {
    throw noContract(pool, pin.number, client.place);
  }
  let before = -1;
  let since = pin.number;
  try {
    while (since - before > 1) {
      const middle = Math.floor((before + since) / 2);
      if (await exists(middle)) since = middle;
      else before = middle;
    }
  } catch (error) {
    if (error instanceof FaultlineError && error.code === "RPC_NO_ARCHIVE") return 0;
    throw error;
  }
  return since;
}
