import type { PerpExchangeState } from "../model/perps/exchangeState.ts";
import type { AccountMargin } from "../model/perps/margin.ts";
import { WAD } from "../units.ts";
import { accountWords, emptyAccount, type PerpAccount, readAccount } from "./perpAccount.ts";
import { NO_BOOKS, type PerpBooks } from "./perpBooks.ts";
import { collateralWorth, perpMargin, perpProfit } from "./perpMargin.ts";
import type { MarketNow, PerpMarket } from "./perpMarket.ts";
import { PerpScreen } from "./perpScreen.ts";
import { perpState } from "./perpState.ts";
import type { PerpVenue } from "./perpVenue.ts";

/**
 * The exchange's accounts as this process knows them, so that finding who is liquidatable costs no call. Everything is
 * valued at `time` with `prices`: those on the chain, with this block's pending prints put in.
 */
export class PerpBook {
  readonly venue: PerpVenue;
  readonly markets: readonly PerpMarket[];
  readonly quoteUnit: bigint;
  /** Every account that ever acted, without the engine. */
  readonly accounts: PerpAccount[] = [];
  /** The liquidation engine: the exchange's own account. */
  readonly engine: PerpAccount;
  books: PerpBooks = NO_BOOKS;
  /** Number of the chain's last block. */
  block = 0n;
  readonly #byAccount = new Map<string, PerpAccount>();
  readonly #screen: PerpScreen;
  #time = 0;
  #prices: ReadonlyMap<string, bigint> = new Map();
  #now: readonly MarketNow[] | undefined;
  #state: PerpExchangeState | undefined;

  constructor(venue: PerpVenue, accounts: readonly { address: string; group: string }[]) {
    this.venue = venue;
    this.markets = venue.markets;
    this.quoteUnit = venue.quoteUnit;
    this.#screen = new PerpScreen(venue.markets, venue.quoteUnit);
    this.engine = emptyAccount(-1, venue.exchange, "engine");
    for (const { address, group } of accounts) this.#add(address, group);
  }

  /** Timestamp of the block being built, in unix seconds. */
  get time(): number {
    return this.#time;
  }

  set time(time: number) {
    this.#time = time;
    this.forget();
  }

  /** USD [wad] of one whole unit, by asset. */
  get prices(): ReadonlyMap<string, bigint> {
    return this.#prices;
  }

  set prices(prices: ReadonlyMap<string, bigint>) {
    this.#prices = prices;
    this.forget();
  }

  /** What was computed for another time, other prices or older words is computed again. */
  forget(): void {
    this.#now = undefined;
    this.#state = undefined;
  }

  /** The prices as the chain has them. */
  get chainPrices(): ReadonlyMap<string, bigint> {
    return new Map([
      ...this.markets.map((market) => [market.asset, market.state.index] as const),
      ...this.venue.collaterals.map(({ symbol, price }) => [symbol, price] as const),
    ]);
  }

  /** Every market at the book's time and prices, in the order of their ids. */
  get now(): readonly MarketNow[] {
    this.#now ??= this.markets.map((market) =>
      market.at(BigInt(this.#time), this.#prices.get(market.asset) ?? market.state.index),
    );
    return this.#now;
  }

  market(name: string): PerpMarket | undefined {
    return this.markets.find((market) => market.name === name);
  }

  accountOf(address: string): PerpAccount | undefined {
    return address === this.venue.exchange ? this.engine : this.#byAccount.get(address);
  }

  /** The account of an address, listed under the group, if any, where it was not known before. */
  known(address: string, group = ""): PerpAccount {
    return this.accountOf(address) ?? this.#add(address, group);
  }

  /** Words that the lens returns for one account. */
  get accountWords(): number {
    return accountWords(this.markets.length, this.venue.collaterals.length);
  }

  /** Takes an account's words of a lens answer; returns how many orders it waits for. */
  read(account: PerpAccount, words: readonly bigint[], offset: number): number {
    const symbols = this.venue.collaterals.map(({ symbol }) => symbol);
    const waiting = readAccount(account, this.markets.length, symbols, words, offset);
    if (waiting === 0) account.orders = new Map();
    if (account !== this.engine) this.#screen.note(account);
    return waiting;
  }

  /** Equity and margins of an account, to the unit as the exchange computes them. */
  marginOf(account: PerpAccount): AccountMargin {
    return perpMargin(this, account);
  }

  /** Profit of one position at mark, with funding; zero without one. [quote] */
  profitOf(account: PerpAccount, market: number): bigint {
    return perpProfit(this, account, market);
  }

  /** The exchange as the model takes it: for its engine's and its pool's equity, and for what a plan would leave. */
  get state(): PerpExchangeState {
    this.#state ??= perpState(this);
    return this.#state;
  }

  /** Accounts that are flagged or below maintenance, in the order of the book. */
  liquidatable(): PerpAccount[] {
    const collateral = new Map(
      this.venue.collaterals.map(({ symbol }) => [symbol, Number(collateralWorth(this, symbol, WAD)) / 1e18]),
    );
    const inputs = { now: this.now, collateral };
    return this.accounts.filter((account) => {
      if (account.flagged) return true;
      if (!this.#screen.isSuspect(account, inputs)) return false;
      const { equity, maintenance } = this.marginOf(account);
      return equity < maintenance;
    });
  }

  #add(address: string, group: string): PerpAccount {
    const account = emptyAccount(this.accounts.length, address, group);
    this.accounts.push(account);
    this.#byAccount.set(address, account);
    return account;
  }
}
