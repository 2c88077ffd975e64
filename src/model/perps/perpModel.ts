import { deleverage } from "./deleverage.ts";
import { buySeized, dispose } from "./dispose.ts";
import { type PerpExchangeState, withMarket } from "./exchangeState.ts";
import { flag } from "./flag.ts";
import { liquidate } from "./liquidate.ts";
import { deposit, withdraw } from "./moveMargin.ts";
import { depositPool, fundInsurance, withdrawPool } from "./poolCash.ts";
import { takeOver } from "./takeOver.ts";
import type { MarketStatus } from "./terms.ts";
import { type PerpOrder, trade } from "./trade.ts";

/** What somebody does to the exchange; accounts by address, tokens too, null for the quote token. */
export type PerpAction =
  | {
      readonly kind: "deposit" | "withdraw";
      readonly account: string;
      readonly token: string | null;
      readonly amount: bigint;
    }
  | { readonly kind: "trade"; readonly account: string; readonly order: PerpOrder }
  | { readonly kind: "flag"; readonly account: string; readonly keeper: string }
  | { readonly kind: "liquidate"; readonly account: string; readonly market: number; readonly keeper: string }
  | { readonly kind: "takeOver"; readonly account: string; readonly randomness: bigint }
  | { readonly kind: "dispose"; readonly market: number; readonly maxSize: bigint }
  | { readonly kind: "deleverage"; readonly market: number; readonly longs: boolean; readonly order: readonly string[] }
  | { readonly kind: "buySeized"; readonly token: string; readonly amount: bigint }
  | { readonly kind: "fundInsurance" | "depositPool" | "withdrawPool"; readonly amount: bigint };

/** A feed's new answer in wad: a market's index or spot average, or a collateral's price. */
export type PerpPrint =
  | { readonly market: number; readonly feed: "index" | "spot"; readonly price: bigint }
  | { readonly collateral: string; readonly price: bigint };

/** A whole exchange that moves as the contract would; a refused action throws and leaves it as it was. */
export class PerpModel {
  #state: PerpExchangeState;

  constructor(state: PerpExchangeState) {
    this.#state = state;
  }

  get state(): PerpExchangeState {
    return this.#state;
  }

  /** Lets time pass: seconds and number of the next block. */
  moveTo(time: bigint, block: bigint): void {
    this.#state = { ...this.#state, time, block };
  }

  print(print: PerpPrint): void {
    const { markets, collaterals } = this.#state;
    if ("collateral" in print) {
      const listed = collaterals.get(print.collateral);
      if (listed === undefined) return;
      const changed = new Map(collaterals).set(print.collateral, { ...listed, price: print.price });
      this.#state = { ...this.#state, collaterals: changed };
      return;
    }
    const changed = markets.map((listed, id) =>
      id === print.market ? { ...listed, state: { ...listed.state, [print.feed]: print.price } } : listed,
    );
    this.#state = { ...this.#state, markets: changed };
  }

  setStatus(market: number, status: MarketStatus): void {
    this.#state = withMarket(this.#state, market, { status });
  }

  apply(action: PerpAction): void {
    this.#state = next(this.#state, action);
  }
}

function next(state: PerpExchangeState, action: PerpAction): PerpExchangeState {
  switch (action.kind) {
    case "deposit":
      return deposit(state, action.account, action.token, action.amount);
    case "withdraw":
      return withdraw(state, action.account, action.token, action.amount);
    case "trade":
      return trade(state, action.account, action.order);
    case "flag":
      return flag(state, action.account, action.keeper);
    case "liquidate":
      return liquidate(state, action.account, action.market, action.keeper);
    case "takeOver":
      return takeOver(state, action.account, action.randomness);
    case "dispose":
      return dispose(state, action.market, action.maxSize);
    case "deleverage":
      return deleverage(state, action.market, action.longs, action.order);
    case "buySeized":
      return buySeized(state, action.token, action.amount);
    case "fundInsurance":
      return fundInsurance(state, action.amount);
    case "depositPool":
      return depositPool(state, action.amount);
    case "withdrawPool":
      return withdrawPool(state, action.amount);
  }
}
