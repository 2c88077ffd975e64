import type { OutsidePrice } from "../market/outsideMarket.ts";
import { pendingFeeds } from "../run/pendingFeeds.ts";
import type { BlockRecord } from "../run/recorder.ts";
import { rescale } from "../units.ts";
import { type SharePrices, sharePrices } from "../venues/sharePrices.ts";
import { StartShares } from "../venues/startShares.ts";
import type { VaultBook } from "../venues/vaultBook.ts";
import type { TraceContext } from "./context.ts";

/**
 * What every share is worth at the place of the chain that is being read, and what it would be on the path alone with
 * its vault as it stood when the run began. Within a block prints move shares; what vaults do counts from the next on.
 */
export class ShareMoments {
  readonly #context: TraceContext;
  readonly #book: VaultBook;
  readonly #start: StartShares;
  #outside: ReadonlyMap<string, OutsidePrice> = new Map();
  #reference: SharePrices | undefined;
  now: SharePrices;
  counterfactual: SharePrices;

  /** As the run begins, with everything read. */
  constructor(context: TraceContext, book: VaultBook) {
    this.#context = context;
    this.#book = book;
    this.#start = new StartShares(context.venues);
    this.now = this.#at(book.feeds);
    this.counterfactual = this.#start.at(book.feeds, context.venues.lending.time);
  }

  /** Before a block's transactions, at its time. */
  open({ mined, counterfactual, outside }: BlockRecord): void {
    this.#outside = outside;
    this.#reference = undefined;
    const alone = this.#plain(counterfactual);
    this.#start.advance(alone, mined.time);
    this.counterfactual = this.#start.at(alone, mined.time);
    this.now = sharePrices(this.#context.venues, this.#book.feeds, mined.time);
  }

  /** Shares as vaults stood before the block, at its reference prices. */
  get reference(): SharePrices {
    this.#reference ??= this.atReference(this.#outside);
    return this.#reference;
  }

  /** A feed shows a new price, USD [wad]. */
  print(symbol: string, price: bigint): void {
    const plain = pendingFeeds(this.#context.world, this.now.feeds, new Map([[symbol, price]]));
    this.now = sharePrices(this.#context.venues, plain, this.now.time);
  }

  /** After the venues were read again. */
  close(): void {
    this.now = this.#at(this.#book.feeds);
  }

  /** Shares as vaults stand now, at reference prices. */
  atReference(outside: ReadonlyMap<string, OutsidePrice>): SharePrices {
    const { baseCurrencyDecimals } = this.#context.world.scenario.lending;
    const references = [...outside].map(
      ([symbol, { reference }]) => [symbol, rescale(reference, 18, baseCurrencyDecimals)] as const,
    );
    return this.#at(new Map(references));
  }

  /** What the feeds of all but shares would show on the path alone, in the base currency. */
  #plain(alone: ReadonlyMap<string, bigint>): ReadonlyMap<string, bigint> {
    return pendingFeeds(this.#context.world, this.#book.feeds, alone);
  }

  #at(plain: ReadonlyMap<string, bigint>): SharePrices {
    return sharePrices(this.#context.venues, plain, this.#context.venues.lending.time);
  }
}
