import { mulDivDown, mulDivUp } from "../model/mulDiv.ts";
import { WAD } from "../units.ts";
import type { GuardRefusal } from "../venues/guardRefusal.ts";
import type { LendingReserve } from "../venues/lendingReserve.ts";
import type { LiquidationQuote } from "../venues/liquidationQuote.ts";
import type { View } from "./agent.ts";

/** What is more than the room. */
export const THROTTLED: GuardRefusal = { control: "throttle", reason: "CircuitBreaker_AboveQuota", passes: true };

/** What is left of a room for a price that is off by its last digit. */
const SLACK_SHARE = 10_000n;

/** What the throttle lets one liquidator seize in a block, less what it plans: it knows of no other. USD [wad] */
export class ThrottleRoom {
  readonly #view: View;
  readonly #left = new Map<string, bigint>();

  constructor(view: View) {
    this.#view = view;
  }

  /** Undefined where nothing throttles. */
  left(venue: string, symbol: string): bigint | undefined {
    const { guards } = this.#view;
    const room = guards?.liquidationRoomUsd(venue, symbol);
    return room === undefined ? undefined : (this.#left.get(guards?.throttleKey(venue, symbol) ?? "") ?? room);
  }

  take(venue: string, symbol: string, usd: bigint): void {
    const left = this.left(venue, symbol);
    const key = this.#view.guards?.throttleKey(venue, symbol);
    if (left !== undefined && key !== undefined) this.#left.set(key, left > usd ? left - usd : 0n);
  }

  /** Why a liquidation of that value would be refused. */
  refusalOf(venue: string, symbol: string, usd: bigint): GuardRefusal | undefined {
    const refusal = this.#view.guards?.refusalOf({ venue, symbol, action: "liquidate" });
    return refusal ?? (usd > (this.left(venue, symbol) ?? usd) ? THROTTLED : undefined);
  }

  /** Most of a liquidation's debt that can be repaid within the room, smallest units; undefined where all of it can. */
  mostRepaid({ collateral, seized, protocolFee, repaid }: LiquidationQuote): bigint | undefined {
    const room = this.left("lending", collateral.symbol);
    const taken = seized + protocolFee;
    if (room === undefined || this.valueUp(collateral, taken) <= room) return undefined;
    const { price, scale } = this.#price(collateral);
    const most = (mulDivDown(room, scale, price) * repaid) / taken;
    return most - most / SLACK_SHARE;
  }

  /** What seizing an amount counts for, at the price that will stand in this block. USD [wad] */
  valueUp(collateral: LendingReserve, amount: bigint): bigint {
    const { price, scale } = this.#price(collateral);
    return mulDivUp(amount, price, scale);
  }

  #price(collateral: LendingReserve): { price: bigint; scale: bigint } {
    const { lending } = this.#view;
    const price = lending.prices[lending.reserves.indexOf(collateral)] ?? 0n;
    return { price: price * WAD, scale: collateral.unit * lending.baseUnit };
  }
}
