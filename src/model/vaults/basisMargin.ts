import { BPS } from "../../units.ts";
import { mulDivDown, mulDivUp } from "../mulDiv.ts";
import { accountOf, type PerpExchangeState } from "../perps/exchangeState.ts";
import { flag } from "../perps/flag.ts";
import { measureAccount } from "../perps/measureAccount.ts";
import { deposit, withdraw } from "../perps/moveMargin.ts";
import { trade } from "../perps/trade.ts";
import { above } from "./basisPosition.ts";
import { type BasisVenue, unlessRefused } from "./basisVenue.ts";

/** Has the mark of liquidation taken off, once the account is healthy again. */
export function unflagged(venue: BasisVenue): BasisVenue {
  const { exchange, account } = venue;
  if (!accountOf(exchange, account).flagged) return venue;
  return { ...venue, exchange: unlessRefused(() => flag(exchange, account, account)) ?? exchange };
}

/** Adds `amount` of idle assets to the margin. */
export function withMargin(venue: BasisVenue, amount: bigint): BasisVenue {
  if (amount === 0n) return venue;
  const exchange = deposit(venue.exchange, venue.account, null, amount);
  return unflagged({ ...venue, exchange, idle: venue.idle - amount });
}

/** Takes back at most `wanted` of the margin: what is settled, and what initial margin leaves. */
export function withoutMargin(venue: BasisVenue, wanted: bigint): { venue: BasisVenue; taken: bigint } {
  const { exchange, account } = venue;
  const { settled, positions } = accountOf(exchange, account);
  let taken = settled <= 0n ? 0n : min(wanted, settled);
  if (positions.size !== 0) {
    const { equity, initial, maintenance } = measureAccount(exchange, account);
    taken = min(taken, above(above(equity, 0n), initial > maintenance ? initial : maintenance));
  }
  if (taken === 0n) return { venue, taken };
  const after = unlessRefused(() => withdraw(exchange, account, null, taken));
  if (after === null) return { venue, taken: 0n };
  return { venue: { ...venue, exchange: after, idle: venue.idle + taken }, taken };
}

/** Sells `size` [wad base] more of the perpetual, or throws the exchange's refusal. */
export function sellPerpetual(venue: BasisVenue, size: bigint): BasisVenue {
  const acceptablePrice = mulDivUp(venue.prices.mark, BPS - venue.slippage, BPS);
  return ordered(venue, -size, acceptablePrice, false);
}

/** The same, or null where the exchange refuses. */
export function trySell(venue: BasisVenue, size: bigint): BasisVenue | null {
  return size === 0n ? null : unlessRefused(() => sellPerpetual(venue, size));
}

/** Buys `size` [wad base] of the short back, or null where the exchange refuses. */
export function tryBuy(venue: BasisVenue, size: bigint): BasisVenue | null {
  if (size === 0n) return null;
  const acceptablePrice = mulDivDown(venue.prices.mark, BPS + venue.slippage, BPS);
  return unlessRefused(() => ordered(venue, size, acceptablePrice, true));
}

function ordered(venue: BasisVenue, sizeDelta: bigint, acceptablePrice: bigint, reduceOnly: boolean): BasisVenue {
  const order = { market: venue.market, sizeDelta, acceptablePrice, reduceOnly };
  const exchange: PerpExchangeState = trade(venue.exchange, venue.account, order);
  return { ...venue, exchange };
}

function min(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
