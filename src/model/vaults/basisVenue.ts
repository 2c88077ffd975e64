import { FaultlineError } from "../../errors.ts";
import type { Hop } from "../path.ts";
import { accountOf, type PerpExchangeState, positionOf } from "../perps/exchangeState.ts";
import { marketNow } from "../perps/marketNow.ts";
import { positionProfit } from "../perps/positionProfit.ts";
import type { Preset } from "../rules.ts";
import type { BasisPrices } from "./basisMath.ts";
import type { BasisPosition } from "./basisPosition.ts";
import { type ReserveStake, stakeBalance } from "./reserveStake.ts";

/** What a basis vault trades on at one moment, itself included. */
export interface BasisVenue {
  readonly prices: BasisPrices;
  /** In the vault's hands and its own. [asset] */
  readonly idle: bigint;
  /** [spot token] */
  readonly spot: bigint;
  /** Where assets are parked; null for nowhere. */
  readonly parked: ReserveStake | null;
  readonly arithmetic: Preset;
  /** From the asset to the spot token. */
  readonly path: readonly Hop[];
  readonly exchange: PerpExchangeState;
  readonly market: number;
  /** The vault's name on the exchange. */
  readonly account: string;
  /** Most that a trade may lose. [bps] */
  readonly slippage: bigint;
  /** Most that one order on the exchange may be worth. [asset] */
  readonly maxTrade: bigint;
  /** What may still be traded on the AMM. [asset] */
  readonly room: bigint;
}

/** What the vault holds now. */
export function basisPositionAt(venue: BasisVenue): BasisPosition {
  const { idle, spot, parked, arithmetic } = venue;
  const { size, equity } = shortAt(venue);
  return { idle, parked: parked === null ? 0n : stakeBalance(parked, arithmetic), spot, size, equity };
}

/** The position [wad base], and settled margin with its profit at the exchange's own mark [asset]. */
export function shortAt({ exchange, market, account }: BasisVenue): { size: bigint; equity: bigint } {
  const { settled } = accountOf(exchange, account);
  const position = positionOf(exchange, account, market);
  if (position.size === 0n) return { size: 0n, equity: settled };
  const now = marketNow(exchange, market);
  const profit = positionProfit(position, now.mark, now.state.fundingIndex, exchange.quoteUnit);
  return { size: position.size, equity: settled + profit };
}

/** The mark, at the start of an action. [wad] */
export function markAt({ exchange, market }: Pick<BasisVenue, "exchange" | "market">): bigint {
  return marketNow(exchange, market).mark;
}

/** What `act` makes of a venue, or null where a venue refuses. */
export function unlessRefused<T>(act: () => T): T | null {
  try {
    return act();
  } catch (error) {
    if (error instanceof FaultlineError) return null;
    throw error;
  }
}
