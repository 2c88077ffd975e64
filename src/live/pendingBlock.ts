import type { Chain } from "../world/chain.ts";

/** Time (unix seconds) and base fee (wei) of the block that the node would mine now. */
export async function pendingBlock(chain: Chain): Promise<{ time: number; baseFee: bigint }> {
  const block = await chain.request<{ timestamp: string; baseFeePerGas: string }>("eth_getBlockByNumber", [
    "pending",
    false,
  ]);
  return { time: Number(block.timestamp), baseFee: BigInt(block.baseFeePerGas) };
}
