import type { PerpAccountState } from "../model/perps/accountState.ts";
import type { PerpPosition } from "../model/perps/position.ts";

/** An account of the exchange as stored; positions by market id, collateral by symbol, none of them zero. */
export interface PerpAccount extends PerpAccountState {
  readonly index: number;
  readonly account: string;
  readonly group: string;
  settled: bigint;
  positions: ReadonlyMap<number, PerpPosition>;
  collateral: ReadonlyMap<string, bigint>;
  flagged: boolean;
  partialTime: bigint;
  /** Orders that wait for their block, by market id. */
  orders: ReadonlyMap<number, PerpOrder>;
}

/** An order that waits for its block. */
export interface PerpOrder {
  /** [wad base] */
  sizeDelta: bigint;
  /** [wad] */
  acceptablePrice: bigint;
  /** Block of the chain in which it was committed. */
  committed: bigint;
  /** [quote] to whoever settles or clears it. */
  escrow: bigint;
  reduceOnly: boolean;
}

/** An account that holds nothing. */
export function emptyAccount(index: number, account: string, group: string): PerpAccount {
  return {
    index,
    account,
    group,
    settled: 0n,
    positions: new Map(),
    collateral: new Map(),
    flagged: false,
    partialTime: 0n,
    orders: new Map(),
  };
}

/** Words that the lens returns for one account, and for one order. */
export const accountWords = (markets: number, collaterals: number): number => 5 + 3 * markets + collaterals;
export const ORDER_WORDS = 5;

/** Takes an account's words of a lens answer, beginning at `offset`; returns how many orders it waits for. */
export function readAccount(
  account: PerpAccount,
  markets: number,
  collaterals: readonly string[],
  words: readonly bigint[],
  offset: number,
): number {
  const at = (index: number) => words[offset + index] ?? 0n;
  const signed = (index: number) => BigInt.asIntN(256, at(index));
  account.settled = signed(0);
  account.flagged = at(2) === 1n;
  account.partialTime = at(3);
  const positions = new Map<number, PerpPosition>();
  for (let market = 0; market < markets; market++) {
    const start = 5 + 3 * market;
    if (at(start) === 0n) continue;
    positions.set(market, { size: signed(start), cost: signed(start + 1), funding: signed(start + 2) });
  }
  account.positions = positions;
  const held = collaterals.map((symbol, i) => [symbol, at(5 + 3 * markets + i)] as const);
  account.collateral = new Map(held.filter(([, amount]) => amount > 0n));
  return Number(at(4));
}

/** Takes the words of an account's orders, one of every market, beginning at `offset`. */
export function readOrders(account: PerpAccount, markets: number, words: readonly bigint[], offset: number): void {
  const orders = new Map<number, PerpOrder>();
  for (let market = 0; market < markets; market++) {
    const at = (index: number) => words[offset + ORDER_WORDS * market + index] ?? 0n;
    if (at(0) === 0n) continue;
    orders.set(market, {
      sizeDelta: BigInt.asIntN(256, at(0)),
      acceptablePrice: at(1),
      committed: at(2),
      escrow: at(3),
      reduceOnly: at(4) === 1n,
    });
  }
  account.orders = orders;
}
