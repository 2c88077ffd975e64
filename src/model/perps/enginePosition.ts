import { abs } from "../../units.ts";
import { ENGINE, type PerpExchangeState, positionOf, withPosition } from "./exchangeState.ts";
import { marketNow } from "./marketNow.ts";
import { NO_POSITION } from "./position.ts";
import { positionProfit } from "./positionProfit.ts";
import { floorDiv, quoteValueDown } from "./rounding.ts";
import { engineBooked } from "./waterfall.ts";

/** Size (wad base) of the engine's position, and profit (quote) at mark with funding. */
export function engineHolding(exchange: PerpExchangeState, id: number): { size: bigint; profit: bigint } {
  const { mark, state } = marketNow(exchange, id);
  const position = positionOf(exchange, ENGINE, id);
  return { size: position.size, profit: positionProfit(position, mark, state.fundingIndex, exchange.quoteUnit) };
}

/** The exchange, and what the engine realised in quote, which is still to be booked. */
type Held = { readonly exchange: PerpExchangeState; readonly pnl: bigint };

/**
 * Gives the engine a position that is worth `profit` at mark, funding moved into its cost. A cost keeps its size's sign:
 * what then does not fit is realised.
 */
function held(exchange: PerpExchangeState, id: number, size: bigint, profit: bigint): Held {
  const { mark, state } = marketNow(exchange, id);
  const value = quoteValueDown(size, mark, exchange.quoteUnit);
  const exact = value - profit;
  const fits = size !== 0n && exact < 0n === size < 0n;
  const cost = fits || (size < 0n && exact === 0n) ? exact : 0n;
  const position = size === 0n ? NO_POSITION : { size, cost, funding: state.fundingIndex };
  return { exchange: withPosition(exchange, ENGINE, id, position), pnl: profit - (value - cost) };
}

/** Adds `size`, which brings `profit` at mark. What it closes of the other side is realised, each part rounded down. */
export function engineTook(exchange: PerpExchangeState, id: number, size: bigint, profit: bigint): PerpExchangeState {
  const before = engineHolding(exchange, id);
  const opposed = before.size !== 0n && before.size > 0n !== size > 0n;
  const smaller = abs(size) < abs(before.size) ? abs(size) : abs(before.size);
  const closed = opposed ? smaller : 0n;
  let pnl = 0n;
  if (closed > 0n) {
    pnl = floorDiv(before.profit * closed, abs(before.size)) + floorDiv(profit * closed, abs(size));
  }
  const after = held(exchange, id, before.size + size, before.profit + profit - pnl);
  return engineBooked(after.exchange, id, pnl + after.pnl);
}

/** Moves the engine's funding so far into its cost. */
export function engineSettled(exchange: PerpExchangeState, id: number): PerpExchangeState {
  const { size, profit } = engineHolding(exchange, id);
  const after = held(exchange, id, size, profit);
  return after.pnl === 0n ? after.exchange : engineBooked(after.exchange, id, after.pnl);
}

/** Lets go of `closed` (wad base, unsigned) with its part of the profit, rounded down, which is still to be booked. */
export function engineReleased(exchange: PerpExchangeState, id: number, closed: bigint): Held {
  const { size, profit } = engineHolding(exchange, id);
  const part = floorDiv(profit * closed, abs(size));
  const after = held(exchange, id, size > 0n ? size - closed : size + closed, profit - part);
  return { exchange: after.exchange, pnl: part + after.pnl };
}
