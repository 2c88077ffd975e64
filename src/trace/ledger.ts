import { topicAddress, wordAt } from "../venues/words.ts";
import type { MinedBlock } from "../world/transaction.ts";
import { TOPICS } from "./events.ts";

/** One way that value moved: from one part of the economy to another. */
export type Flow = `${string} → ${string}`;

/** Balances and flows of every listed token, from the chain's own transfer logs, beginning at the first block. */
export class Ledger {
  readonly #tokens: ReadonlySet<string>;
  readonly #roleOf: (address: string) => string;
  /** Balance by token and holder, in smallest units. */
  readonly balances = new Map<string, Map<string, bigint>>();
  /** Amount moved by token and flow. */
  readonly flows = new Map<string, Map<Flow, bigint>>();
  /** Transfers with a party that no part of the economy accounts for. */
  unattributed = 0;

  constructor(tokens: readonly string[], roleOf: (address: string) => string) {
    this.#tokens = new Set(tokens);
    this.#roleOf = roleOf;
  }

  /** Books every transfer of a block. */
  book(mined: MinedBlock): void {
    for (const receipt of mined.receipts) {
      for (const log of receipt.logs) {
        if (log.topics[0] !== TOPICS.transfer || !this.#tokens.has(log.address)) continue;
        const [from, to] = [topicAddress(log.topics[1]), topicAddress(log.topics[2])];
        this.#move(log.address, from, to, wordAt(log.data, 0));
      }
    }
  }

  #move(token: string, from: string, to: string, amount: bigint): void {
    const balances = getOrCreate(this.balances, token);
    balances.set(from, (balances.get(from) ?? 0n) - amount);
    balances.set(to, (balances.get(to) ?? 0n) + amount);

    const [source, target] = [this.#roleOf(from), this.#roleOf(to)];
    if (source === "unknown" || target === "unknown") this.unattributed += 1;
    const flows = getOrCreate(this.flows, token);
    const flow: Flow = `${source} → ${target}`;
    flows.set(flow, (flows.get(flow) ?? 0n) + amount);
  }
}

function getOrCreate<K, L>(outer: Map<string, Map<K, L>>, key: string): Map<K, L> {
  let inner = outer.get(key);
  if (inner === undefined) {
    inner = new Map();
    outer.set(key, inner);
  }
  return inner;
}
