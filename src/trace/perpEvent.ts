import type { EventFragment } from "ethers";
import { PERP_EVENTS } from "../venues/perpEvents.ts";
import { signedWordAt, topicAddress, wordAt } from "../venues/words.ts";
import type { Log } from "../world/transaction.ts";

/** What of the exchange's events the trace reads, by name; values as IPerpEvents.sol has them, addresses lower case. */
interface Values {
  CollateralDeposited: { account: string; token: string; amount: bigint };
  CollateralWithdrawn: { account: string; token: string; amount: bigint };
  Traded: {
    market: bigint;
    account: string;
    sizeDelta: bigint;
    size: bigint;
    fillPrice: bigint;
    pnl: bigint;
    fee: bigint;
    poolFee: bigint;
  };
  FundingSettled: { market: bigint; account: string; amount: bigint };
  ProfitUnpaid: { account: string; owed: bigint; paid: bigint };
  OrderCommitted: { market: bigint; account: string; escrow: bigint };
  OrderSettled: { market: bigint; account: string; keeper: string; reward: bigint };
  OrderDropped: { market: bigint; account: string; keeper: string; reward: bigint; reason: string };
  Flagged: { account: string; keeper: string; equity: bigint; maintenance: bigint; reward: bigint };
  Liquidated: {
    market: bigint;
    account: string;
    keeper: string;
    sizeDelta: bigint;
    size: bigint;
    price: bigint;
    bankruptcyPrice: bigint;
    pnl: bigint;
    penalty: bigint;
    reward: bigint;
  };
  TakenOver: {
    market: bigint;
    account: string;
    keeper: string;
    size: bigint;
    markPrice: bigint;
    bankruptcyPrice: bigint;
    pnl: bigint;
    equity: bigint;
  };
  WrittenOff: { account: string; keeper: string; amount: bigint };
  CollateralSeized: { account: string; token: string; amount: bigint };
  SeizedSold: { token: string; buyer: string; amount: bigint; cost: bigint };
  Disposed: { market: bigint; sizeDelta: bigint; size: bigint; price: bigint; pnl: bigint };
  LossBorne: { market: bigint; bearer: bigint; amount: bigint };
  Deleveraged: {
    market: bigint;
    account: string;
    sizeDelta: bigint;
    size: bigint;
    price: bigint;
    pnl: bigint;
    score: bigint;
    taken: bigint;
    profit: bigint;
    equity: bigint;
  };
  RoundEnded: { market: bigint; longs: boolean; target: bigint; closed: bigint; passed: bigint };
  InsuranceFunded: { from: string; amount: bigint };
  FeesCollected: { to: string; amount: bigint };
  PoolDeposited: { amount: bigint };
  PoolWithdrawn: { to: string; amount: bigint };
}

/** An event of the exchange, told apart by its name. */
export type PerpEvent = { [Name in keyof Values]: { name: Name } & Values[Name] }[keyof Values];
/** The values of one of them. */
export type PerpEventOf<Name extends keyof Values> = Values[Name];

const FRAGMENTS: ReadonlyMap<string, EventFragment> = new Map(
  PERP_EVENTS.fragments.map((fragment) => [(fragment as EventFragment).topicHash, fragment as EventFragment]),
);

/** Decodes a log of the exchange; undefined for one that it does not state in its events. */
export function perpEventOf({ topics, data }: Log): PerpEvent | undefined {
  const fragment = FRAGMENTS.get(topics[0] ?? "");
  if (fragment === undefined) return undefined;
  const event: Record<string, bigint | string | boolean> = { name: fragment.name };
  let [topic, word] = [1, 0];
  for (const { name, type, indexed } of fragment.inputs) {
    event[name] = indexed ? decoded(type, topics[topic++] ?? "0x", 0) : decoded(type, data, word++);
  }
  return event as unknown as PerpEvent;
}

/** By hand: hundreds of times faster than a general decoder, and a cascade has tens of thousands of logs. */
function decoded(type: string, data: string, word: number): bigint | string | boolean {
  if (type === "address") return topicAddress(`0x${data.slice(2 + 64 * word)}`.slice(0, 66));
  if (type === "bool") return wordAt(data, word) === 1n;
  if (type.startsWith("bytes")) return `0x${data.slice(2 + 64 * word, 2 + 64 * word + 2 * Number(type.slice(5)))}`;
  return type.startsWith("int") ? signedWordAt(data, word) : wordAt(data, word);
}
