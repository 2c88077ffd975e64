import { priceText } from "../trace/format.ts";
import { abs, formatDecimal } from "../units.ts";
import type { PerpBook } from "../venues/perpBook.ts";
import { PERP_EVENTS } from "../venues/perpEvents.ts";
import { perpErrorName } from "../world/perpErrors.ts";
import type { Log } from "../world/transaction.ts";
import { quoteUsd } from "./quoteUsd.ts";

/** What each step of a pass is called, by the event that tells of it. */
const STEPS = {
  Flagged: "flagged",
  Unflagged: "unflagged",
  Liquidated: "liquidated",
  TakenOver: "taken over",
  CollateralSeized: "seized",
  WrittenOff: "written off",
  Disposed: "disposed",
  SeizedSold: "sold",
  Deleveraged: "deleveraged",
  LossBorne: "loss borne",
  OrderSettled: "order settled",
  OrderDropped: "order dropped",
} as const;

export type PerpStep = (typeof STEPS)[keyof typeof STEPS];

/**
 * One thing that happened on the exchange, in the order of the chain; what does not belong to a step is null. Decimals
 * as strings, sizes in whole base units with the position's sign.
 */
export interface PerpEventLine {
  step: PerpStep;
  /** Null for what is nobody's; the engine is its own group. */
  account: string | null;
  group: string;
  /** A market's name, or the symbol of a token that was seized or sold. */
  market: string | null;
  /** Of a liquidation: whether all of the position was closed. */
  stage: "partial" | "full" | null;
  /** What was closed or taken over, and what is left of the position. */
  size: string | null;
  left: string | null;
  price: string | null;
  bankruptcyPrice: string | null;
  /** Realised by what was closed, funding left out. */
  pnlUsd: string | null;
  penaltyUsd: string | null;
  rewardUsd: string | null;
  /** Of a counterparty: rank, and what it gave up against closing at mark. Of a loss: how much of it was borne. */
  score: string | null;
  takenUsd: string | null;
  /** Who bore a loss: insurance, deleveraged, pool or uncovered; why an order was dropped. */
  by: string | null;
  /** Of the account before a flag, of the position's share in a takeover. */
  equityUsd: string | null;
  agent: string;
  transaction: string;
}

const BEARERS = ["insurance", "deleveraged", "pool", "uncovered"];

/** Reads a log of the exchange; undefined where it tells of no step. */
export function perpEventLine(
  book: PerpBook,
  log: Log,
  { agent, transaction }: { agent: string; transaction: string },
): PerpEventLine | undefined {
  if (log.address.toLowerCase() !== book.venue.exchange) return undefined;
  const event = PERP_EVENTS.parseLog(log);
  const step = STEPS[event?.name as keyof typeof STEPS];
  if (event === null || step === undefined) return undefined;
  const args = event.args.toObject() as Record<string, bigint | string | boolean | undefined>;
  const number = (name: string) => args[name] as bigint | undefined;
  const shown = (name: string, write: (value: bigint) => string) => {
    const value = number(name);
    return value === undefined ? null : write(value);
  };
  const usd = (value: bigint) => quoteUsd(book, value);
  const plain = (value: bigint) => formatDecimal(value, 18);

  const isEngines = step === "disposed";
  const account = isEngines ? book.venue.exchange : ((args.account as string | undefined)?.toLowerCase() ?? null);
  const closed = number("sizeDelta");
  const token = book.venue.collaterals.find(({ address }) => address === String(args.token).toLowerCase());
  const tokens = token === undefined ? null : shown("amount", (value) => formatDecimal(value, token.terms.decimals));
  const left = closed === undefined ? undefined : number("size");
  const cost = number("cost");
  return {
    step,
    account,
    group: account === null ? "" : (book.accountOf(account)?.group ?? ""),
    market: token?.symbol ?? book.markets[Number(number("market") ?? -1n)]?.name ?? null,
    stage: step !== "liquidated" ? null : left === 0n ? "full" : "partial",
    size: tokens ?? (closed === undefined ? shown("size", plain) : plain(-closed)),
    left: left === undefined ? null : plain(left),
    price: shown("price", priceText) ?? shown("markPrice", priceText),
    bankruptcyPrice: shown("bankruptcyPrice", priceText),
    pnlUsd: shown("pnl", usd) ?? (cost === undefined ? null : usd(abs(cost))),
    penaltyUsd: shown("penalty", usd),
    rewardUsd: shown("reward", usd),
    score: shown("score", plain),
    takenUsd: shown("taken", usd) ?? (token === undefined ? shown("amount", usd) : null),
    by: step === "loss borne" ? (BEARERS[Number(number("bearer"))] ?? null) : reasonOf(args.reason),
    equityUsd: shown("equity", usd),
    agent,
    transaction,
  };
}

function reasonOf(reason: unknown): string | null {
  return typeof reason === "string" ? perpErrorName(reason) : null;
}
