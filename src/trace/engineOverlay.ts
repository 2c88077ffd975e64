import { mulDivDown } from "../model/mulDiv.ts";
import { WAD } from "../units.ts";
import type { PerpBook } from "../venues/perpBook.ts";
import { perpProfit, type Valuation } from "../venues/perpMargin.ts";
import type { PerpEvent } from "./perpEvent.ts";

/** What a loss of an account's, of no market, names as its market. */
export const NO_MARKET = 2n ** 256n - 1n;
/** In the order of the exchange's `Bearer`. */
const INSURANCE = 0n;

/**
 * What the liquidation engine is worth between the transactions of one block: as the book has it, moved along by the
 * exchange's events. [quote]
 */
export class EngineOverlay {
  readonly #book: PerpBook;
  readonly #symbolOf: (address: string) => string;
  /** Changes in this block: of the insurance fund, of tokens seized, of profit by market. */
  #insurance = 0n;
  readonly #seized = new Map<string, bigint>();
  readonly #profits = new Map<number, bigint>();

  constructor(book: PerpBook, symbolOf: (address: string) => string) {
    this.#book = book;
    this.#symbolOf = symbolOf;
  }

  /** Insurance fund, sale value of seized tokens and profit of all positions. */
  equity(moment: Valuation): bigint {
    const { books, venue, markets } = this.#book;
    let equity = books.insurance + this.#insurance;
    for (const collateral of venue.collaterals) {
      const { symbol, seized, terms, price } = collateral;
      const amount = seized + (this.#seized.get(symbol) ?? 0n);
      const kept = (WAD - terms.saleDiscount) * moment.quoteUnit;
      equity += mulDivDown(
        amount * (moment.prices.get(symbol) ?? price),
        kept,
        WAD * WAD * 10n ** BigInt(terms.decimals),
      );
    }
    for (const { id } of markets) equity += this.profit(id, moment);
    return equity;
  }

  /** Profit of the engine's position in one market. */
  profit(market: number, moment: Valuation): bigint {
    return perpProfit(moment, this.#book.engine, market) + (this.#profits.get(market) ?? 0n);
  }

  apply(event: PerpEvent): void {
    switch (event.name) {
      case "Liquidated":
        this.#insurance += event.penalty;
        break;
      case "TakenOver":
        this.#gain(event.market, event.equity);
        break;
      case "CollateralSeized":
        this.#seize(event.token, event.amount);
        break;
      case "SeizedSold":
        this.#seize(event.token, -event.amount);
        this.#insurance += event.cost;
        break;
      case "Disposed":
        // A loss is told by who bore it.
        if (event.pnl <= 0n) break;
        this.#gain(event.market, -event.pnl);
        this.#insurance += event.pnl;
        break;
      case "ProfitUnpaid":
        if (event.account === this.#book.venue.exchange) this.#insurance += event.paid - event.owed;
        break;
      case "LossBorne":
        if (event.market !== NO_MARKET) this.#gain(event.market, event.amount);
        if (event.bearer === INSURANCE) this.#insurance -= event.amount;
        break;
      case "InsuranceFunded":
        this.#insurance += event.amount;
        break;
    }
  }

  #gain(market: bigint, amount: bigint): void {
    const id = Number(market);
    this.#profits.set(id, (this.#profits.get(id) ?? 0n) + amount);
  }

  #seize(token: string, amount: bigint): void {
    const symbol = this.#symbolOf(token);
    this.#seized.set(symbol, (this.#seized.get(symbol) ?? 0n) + amount);
  }
}
