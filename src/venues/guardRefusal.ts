import type { PriceVelocityConfig } from "../scenario/breakerSchema.ts";
import type { Treatment } from "../scenario/treatmentSchema.ts";
import { MAX_UINT } from "../world/encode.ts";
import type { GuardBook } from "./guardBook.ts";

/** What a venue would report; amounts in smallest units of the asset, of a market [wad base]. */
export interface GuardAsk {
  /** Name: lending, perps, a vault's share. */
  venue: string;
  /** What it names: an asset, or a market of the exchange. */
  symbol: string;
  /** Margin that leaves the exchange is withdrawn. */
  action: "borrow" | "order" | "withdraw" | "exit" | "deposit" | "grow" | "liquidate";
  /** One unit without: whether anything may pass. */
  amount?: bigint;
  /** Of a vault, [wad] after it. */
  leverage?: bigint;
}

/** That a control would not let something happen, by the error's name, and whether time alone may change that. */
export interface GuardRefusal {
  control: Treatment;
  reason: string;
  passes: boolean;
}

/** Why a report would be refused, as far as the book can tell, in the order in which the controls look. */
export function guardRefusal(book: GuardBook, ask: GuardAsk): GuardRefusal | undefined {
  return stopped(book, ask) ?? limited(book, ask) ?? capped(book, ask);
}

/** Pause, grace, halt. */
export function stopped(book: GuardBook, { venue, symbol, action }: GuardAsk): GuardRefusal | undefined {
  const { pausedUntil, graceUntil } = book.at(venue, symbol);
  const [time, liquidates] = [BigInt(book.time), action === "liquidate"];
  if (time < pausedUntil) return { control: "pause", reason: "CircuitBreaker_Paused", passes: true };
  if (liquidates && time < graceUntil) return { control: "pause", reason: "CircuitBreaker_Grace", passes: true };
  const { priceVelocity } = book.treatments;
  if (priceVelocity === undefined || !halts(priceVelocity, action, venue)) return undefined;
  const watched = book.watched.get(venue) ?? [];
  if (![symbol, ...watched].some((each) => time < book.at(venue, each).haltedUntil)) return undefined;
  return { control: "priceVelocity", reason: "CircuitBreaker_PriceHalted", passes: true };
}

/** Throttle, loss stop, velocity of borrowing, outflow. */
function limited(book: GuardBook, { venue, symbol, action, amount = 1n }: GuardAsk): GuardRefusal | undefined {
  const { liquidationRoom, lossUntil, borrowRoom, outflowRoom } = book.at(venue, symbol);
  if (action === "liquidate")
    return liquidationRoom > 0n
      ? undefined
      : { control: "throttle", reason: "CircuitBreaker_AboveQuota", passes: true };
  if (action === "borrow" || action === "order") {
    if (BigInt(book.time) < lossUntil)
      return { control: "lossStop", reason: "CircuitBreaker_LossStopped", passes: lossUntil !== MAX_UINT };
    if (amount > borrowRoom) return { control: "borrowVelocity", reason: "CircuitBreaker_AboveQuota", passes: true };
  }
  const leaves = action === "borrow" || action === "withdraw" || action === "exit";
  if (!leaves || amount <= outflowRoom) return undefined;
  return { control: "outflow", reason: "CircuitBreaker_OutflowLimited", passes: true };
}

/** The registry, where it enforces: a vault's own cap, and the system's. An account's own is for the chain to judge. */
function capped(book: GuardBook, { venue, action, leverage }: GuardAsk): GuardRefusal | undefined {
  const { cap } = book.treatments;
  const grows = action === "borrow" || action === "order" || action === "deposit" || action === "grow";
  if (cap?.mode !== "enforce" || !grows) return undefined;
  const own = book.vaults.get(venue)?.cap ?? 0n;
  if (own !== 0n && leverage !== undefined && leverage > own)
    return { control: "cap", reason: "LeverageRegistry_AboveCap", passes: false };
  if (book.systemLeverage === undefined || book.systemCap === 0n) return undefined;
  if (book.time > book.systemTakenAt + cap.maxAgeSeconds)
    return { control: "cap", reason: "LeverageRegistry_Stale", passes: true };
  if (book.systemLeverage <= book.systemCap) return undefined;
  return { control: "cap", reason: "LeverageRegistry_AboveCap", passes: false };
}

function halts(config: PriceVelocityConfig, action: GuardAsk["action"], venue: string): boolean {
  if (config.response !== "halt") return false;
  if (action === "liquidate") return config.stopsLiquidations;
  // Without margin views, which a halt is not given, the breaker refuses margin that leaves, whoever takes it, and lets
  // supply leave, whoever owes.
  const exits = action === "exit" || (action === "withdraw" && venue !== "perps");
  return !exits || config.stopsWithdrawals;
}
