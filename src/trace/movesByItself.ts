import { topicAddress, wordAt } from "../venues/words.ts";
import type { Log } from "../world/transaction.ts";
import { balancesOf } from "./balancesOf.ts";
import type { TraceContext } from "./context.ts";
import { TOPICS } from "./events.ts";

/** How a token's balances part from its transfers: a part of what is sent is kept, or balances change without any. */
export type Oddity = "fee" | "rebasing";

/** A holder whose balance is not what its transfers make it. */
interface Odd {
  token: string;
  holder: string;
  /** What the books say that transfers have done to every holder. */
  booked: ReadonlyMap<string, bigint>;
  firstBlock: number;
}

/**
 * What sets a real token's balances apart from its transfers; undefined if it is the books that miss a transfer which the
 * chain has, and the fault is theirs. The chain's own logs decide, and the first block that shows it.
 */
export async function movesByItself(context: TraceContext, odd: Odd): Promise<Oddity | undefined> {
  const { token, holder, booked, firstBlock } = odd;
  const { chain } = context.world;
  const filter = { address: token, topics: [TOPICS.transfer], fromBlock: quantity(firstBlock), toBlock: "latest" };
  const logs = await chain.request<(Log & { blockNumber: string })[]>("eth_getLogs", [filter]);
  const moved = changes(logs);
  for (const party of new Set([...moved.keys(), ...booked.keys()]))
    if ((moved.get(party) ?? 0n) !== (booked.get(party) ?? 0n)) return undefined;

  const own = logs.filter(({ topics }) => [topics[1], topics[2]].map(topicAddress).includes(holder));
  const head = Number(await chain.request<string>("eth_blockNumber"));
  let [before = 0n] = await balancesOf(context.world, token, [holder], firstBlock - 1);
  for (let block = firstBlock; block <= head; block++) {
    const [after = 0n] = await balancesOf(context.world, token, [holder], block);
    const inBlock = own.filter(({ blockNumber }) => Number(blockNumber) === block);
    if (after - before !== (changes(inBlock).get(holder) ?? 0n)) return inBlock.length > 0 ? "fee" : "rebasing";
    before = after;
  }
  return undefined;
}

function changes(logs: readonly Log[]): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { topics, data } of logs) {
    const [from, to, amount] = [topicAddress(topics[1]), topicAddress(topics[2]), wordAt(data, 0)];
    sums.set(from, (sums.get(from) ?? 0n) - amount);
    sums.set(to, (sums.get(to) ?? 0n) + amount);
  }
  return sums;
}

function quantity(block: number): string {
  return `0x${block.toString(16)}`;
}
