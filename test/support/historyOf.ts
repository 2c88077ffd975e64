import type { Chain } from "../../src/world/chain.ts";

type Receipt = Record<"status" | "gasUsed" | "contractAddress", string> & {
  logs: Record<"address" | "topics" | "data", unknown>[];
};
type Block = Record<"number" | "timestamp" | "baseFeePerGas" | "gasUsed" | "gasLimit", string> & {
  transactions: Record<string, string>[];
};
const BLOCK = ["number", "timestamp", "baseFeePerGas", "gasUsed", "gasLimit"] as const;
const SENT = ["hash", "from", "to", "nonce", "input", "gas", "maxFeePerGas", "maxPriorityFeePerGas"] as const;

/** What happened on a chain after a block, a line a block and a transaction: what was sent, what it used, what it logged. */
export async function historyOf(chain: Chain, after: number): Promise<string[]> {
  const head = Number(await chain.request("eth_blockNumber"));
  const lines: string[] = [];
  for (let number = after + 1; number <= head; number++) {
    const block = await chain.request<Block>("eth_getBlockByNumber", [`0x${number.toString(16)}`, true]);
    lines.push(BLOCK.map((name) => block[name]).join(" "));
    for (const sent of block.transactions) {
      const receipt = await chain.request<Receipt>("eth_getTransactionReceipt", [sent.hash]);
      const { status, gasUsed, contractAddress, logs } = receipt;
      const told = logs.map(({ address, topics, data }) => ({ address, topics, data }));
      lines.push(JSON.stringify([SENT.map((name) => sent[name]), status, gasUsed, contractAddress, told]));
    }
  }
  return lines;
}

/** The first line in which two histories differ, with both; undefined where they are the same. */
export function firstDifference(one: readonly string[], other: readonly string[]): string[] | undefined {
  const length = Math.max(one.length, other.length);
  for (let i = 0; i < length; i++) {
    if (one[i] !== other[i]) return [`line ${i}`, one[i] ?? "no more", other[i] ?? "no more"];
  }
  return undefined;
}
