import { WAD } from "../units.ts";
import type { PerpAccount } from "../venues/perpAccount.ts";
import type { PerpBook } from "../venues/perpBook.ts";
import type { MarketNow } from "../venues/perpMarket.ts";
import { INSURANCE_FUND, POOL_PROVIDERS, PROTOCOL_FEES } from "./attributionGroups.ts";

/** What a group has on the exchange: claims in smallest units by asset; sums over its positions by market. */
export interface PerpHolding {
  claims: bigint[];
  size: bigint[];
  cost: bigint[];
  /** Σ size · funding index at entry */
  weight: bigint[];
}

/** What positions are valued at: mark and funding index by market. */
export type PerpMarks = readonly { mark: bigint; fundingIndex: bigint }[];

/** Marks as the book has them now. */
export function perpMarks(book: PerpBook): PerpMarks {
  return (book.now as readonly MarketNow[]).map(({ mark, state }) => ({ mark, fundingIndex: state.fundingIndex }));
}

/**
 * What every group has on the exchange, kept by group alone so that a block costs what changed in it. The pool's
 * providers stand against all others: their positions are the rest of everybody's.
 */
export class PerpHoldings {
  readonly #book: PerpBook;
  readonly #groupOf: (address: string) => string | undefined;
  readonly #assets: readonly string[];
  readonly groups = new Map<string, PerpHolding>();

  constructor(book: PerpBook, groupOf: (address: string) => string | undefined, groups: string[], assets: string[]) {
    this.#book = book;
    this.#groupOf = groupOf;
    this.#assets = assets;
    for (const group of groups) this.groups.set(group, this.#none());
  }

  /** Begins with the book as it is. */
  start(): void {
    for (const account of this.#book.accounts) this.#count(account, 1n);
    this.#countRest();
  }

  /** Takes the book as it was read again; `before` are the accounts that changed, as they were. */
  close(before: Iterable<PerpAccount>): void {
    for (const account of before) {
      this.#count(account, -1n);
      const now = this.#book.accountOf(account.account);
      if (now !== undefined) this.#count(now, 1n);
    }
    this.#countRest();
  }

  /** Profit of a group's positions, with funding. [quote] */
  profit({ size, cost, weight }: PerpHolding, marks: PerpMarks): bigint {
    return marks.reduce((sum, { mark, fundingIndex }, i) => {
      const value = (size[i] ?? 0n) * (mark + fundingIndex) - (weight[i] ?? 0n);
      return sum + (value * this.#book.quoteUnit) / (WAD * WAD) - (cost[i] ?? 0n);
    }, 0n);
  }

  /** Funding that a group's positions receive while the index moves from one to the other. [quote] */
  funding({ size }: PerpHolding, from: PerpMarks, to: PerpMarks): bigint {
    return to.reduce((sum, { fundingIndex }, i) => {
      const growth = fundingIndex - (from[i]?.fundingIndex ?? 0n);
      return sum + ((size[i] ?? 0n) * growth * this.#book.quoteUnit) / (WAD * WAD);
    }, 0n);
  }

  #count(account: PerpAccount, sign: bigint): void {
    const holding = this.groups.get(this.#groupOf(account.account) ?? "");
    if (holding === undefined || account === this.#book.engine) return;
    const { quote } = this.#book.venue;
    const escrow = [...account.orders.values()].reduce((sum, order) => sum + order.escrow, 0n);
    this.#claim(holding, quote, sign * (account.settled + escrow));
    for (const [symbol, amount] of account.collateral) this.#claim(holding, symbol, sign * amount);
    addPositions(holding, account, sign);
  }

  /** The insurance fund with the engine, the protocol's fees, and the pool against all of them. */
  #countRest(): void {
    const { books, engine, venue } = this.#book;
    const fund = this.#reset(INSURANCE_FUND);
    this.#claim(fund, venue.quote, books.insurance);
    for (const { symbol, seized } of venue.collaterals) this.#claim(fund, symbol, seized);
    addPositions(fund, engine, 1n);
    this.#claim(this.#reset(PROTOCOL_FEES), venue.quote, books.fees);

    const pool = this.#reset(POOL_PROVIDERS);
    // What the pool had not when it was to pay is debited to the engine's account: a claim on nobody.
    this.#claim(pool, venue.quote, books.poolCash + engine.settled);
    for (const [group, { size, cost, weight }] of this.groups) {
      if (group === POOL_PROVIDERS) continue;
      size.forEach((_, i) => {
        pool.size[i] = (pool.size[i] ?? 0n) - (size[i] ?? 0n);
        pool.cost[i] = (pool.cost[i] ?? 0n) - (cost[i] ?? 0n);
        pool.weight[i] = (pool.weight[i] ?? 0n) - (weight[i] ?? 0n);
      });
    }
  }

  #claim(holding: PerpHolding, symbol: string, amount: bigint): void {
    const asset = this.#assets.indexOf(symbol);
    holding.claims[asset] = (holding.claims[asset] ?? 0n) + amount;
  }

  #reset(group: string): PerpHolding {
    const holding = this.#none();
    this.groups.set(group, holding);
    return holding;
  }

  #none(): PerpHolding {
    const none = () => this.#book.markets.map(() => 0n);
    return { claims: this.#assets.map(() => 0n), size: none(), cost: none(), weight: none() };
  }
}

function addPositions(holding: PerpHolding, { positions }: PerpAccount, sign: bigint): void {
  for (const [id, { size, cost, funding }] of positions) {
    holding.size[id] = (holding.size[id] ?? 0n) + sign * size;
    holding.cost[id] = (holding.cost[id] ?? 0n) + sign * cost;
    holding.weight[id] = (holding.weight[id] ?? 0n) + sign * size * funding;
  }
}
