import { type Call, type RawReceipt, type Receipt, toReceipt } from "../world/transaction.ts";
import { feesOf, type LiveWorld } from "./sendLive.ts";

/** Sends transactions that belong into one block and mines it; the receipt tells which of them were refused. */
export async function sendTogether(world: LiveWorld, calls: readonly Call[]): Promise<Receipt[]> {
  const { chain } = world;
  await chain.request("evm_setAutomine", [false]);
  try {
    const hashes: string[] = [];
    for (const call of calls) {
      const { from, to, data } = call;
      hashes.push(await chain.request<string>("eth_sendTransaction", [{ from, to, data, ...feesOf(world, call) }]));
    }
    await chain.request("evm_mine");
    const receipts = hashes.map((hash) => chain.request<RawReceipt>("eth_getTransactionReceipt", [hash]));
    return (await Promise.all(receipts)).map(toReceipt);
  } finally {
    await chain.request("evm_setAutomine", [true]);
  }
}
