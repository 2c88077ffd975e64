import { PERP_EVENTS } from "../venues/perpEvents.ts";
import type { Log } from "../world/transaction.ts";
import { decodeEvent, fragmentsOf } from "./decodeEvent.ts";

/** What of the exchange's events the trace reads, by name; values as IPerpEvents.sol has them, addresses lower case. */
interface Values {
  CollateralDeposited: { account: string; token: string; amount: bigint; from: string };
  CollateralWithdrawn: { account: string; token: string; amount: bigint; to: string };
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

const FRAGMENTS = fragmentsOf(PERP_EVENTS);

/** Decodes a log of the exchange; undefined for one that it does not state in its events. */
export function perpEventOf(log: Log): PerpEvent | undefined {
  return decodeEvent(FRAGMENTS, log) as PerpEvent | undefined;
}
