import { mulDivDown } from "../model/mulDiv.ts";
import { WAD } from "../units.ts";
import type { PerpBook } from "../venues/perpBook.ts";
import { perpProfit, type Valuation } from "../venues/perpMargin.ts";
import type { PerpEvent } from "./perpEvent.ts";

/** What a loss of an account's, of no market, names as its market. */
export const NO_MARKET = 2n ** 256n - 1n;
/** In the order of the exchange's `Bearer`. */
const INSURANCE = 0n;

/** What a block has changed so far: of the insurance fund, of tokens seized, of profit by market. */
interface Change {
  insurance: bigint;
  seized: Map<string, bigint>;
  profits: Map<number, bigint>;
}

/**
 * What the liquidation engine is worth between the transactions of one block: as the book has it, moved along by the
 * exchange's events. [quote]
 */
export class EngineOverlay {
  readonly #book: PerpBook;
  readonly #symbolOf: (address: string) => string;
  #now: Change = { insurance: 0n, seized: new Map(), profits: new Map() };
  /** As it was before the transaction being read. */
  #opened: Change = this.#now;

  constructor(book: PerpBook, symbolOf: (address: string) => string) {
    this.#book = book;
    this.#symbolOf = symbolOf;
  }

  /** A new transaction begins. */
  open(): void {
    const { insurance, seized, profits } = this.#now;
    this.#opened = { insurance, seized: new Map(seized), profits: new Map(profits) };
  }

  /** What it was worth in all, and by its position in one market, when the transaction began. */
  opened(market: number, moment: Valuation): { equity: bigint; profit: bigint } {
    return { equity: this.#equity(moment, this.#opened), profit: this.#profit(market, moment, this.#opened) };
  }

  /** Insurance fund, sale value of seized tokens and profit of all positions. */
  equity(moment: Valuation): bigint {
    return this.#equity(moment, this.#now);
  }

  #equity(moment: Valuation, change: Change): bigint {
    const { books, venue, markets } = this.#book;
    let equity = books.insurance + change.insurance;
    for (const collateral of venue.collaterals) {
      const { symbol, seized, terms, price } = collateral;
      const amount = seized + (change.seized.get(symbol) ?? 0n);
      const kept = (WAD - terms.saleDiscount) * moment.quoteUnit;
      equity += mulDivDown(
        amount * (moment.prices.get(symbol) ?? price),
        kept,
        WAD * WAD * 10n ** BigInt(terms.decimals),
      );
    }
    for (const { id } of markets) equity += this.#profit(id, moment, change);
    return equity;
  }

  #profit(market: number, moment: Valuation, change: Change): bigint {
    return perpProfit(moment, this.#book.engine, market) + (change.profits.get(market) ?? 0n);
  }

  apply(event: PerpEvent): void {
    switch (event.name) {
      case "Liquidated":
        this.#now.insurance += event.penalty;
        break;
      case "TakenOver":
        this.#gain(event.market, event.equity);
        break;
      case "CollateralSeized":
        this.#seize(event.token, event.amount);
        break;
      case "SeizedSold":
        this.#seize(event.token, -event.amount);
        this.#now.insurance += event.cost;
        break;
      case "Disposed":
        // A loss is told by who bore it.
        if (event.pnl <= 0n) break;
        this.#gain(event.market, -event.pnl);
        this.#now.insurance += event.pnl;
        break;
      case "ProfitUnpaid":
        if (event.account === this.#book.venue.exchange) this.#now.insurance += event.paid - event.owed;
        break;
      case "LossBorne":
        if (event.market !== NO_MARKET) this.#gain(event.market, event.amount);
        if (event.bearer === INSURANCE) this.#now.insurance -= event.amount;
        break;
      case "InsuranceFunded":
        this.#now.insurance += event.amount;
        break;
    }
  }

  #gain(market: bigint, amount: bigint): void {
    const id = Number(market);
    this.#now.profits.set(id, (this.#now.profits.get(id) ?? 0n) + amount);
  }

  #seize(token: string, amount: bigint): void {
    const symbol = this.#symbolOf(token);
    this.#now.seized.set(symbol, (this.#now.seized.get(symbol) ?? 0n) + amount);
  }
}
