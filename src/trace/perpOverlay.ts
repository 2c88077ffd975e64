import { changePosition } from "../model/perps/changePosition.ts";
import { NO_POSITION, type PerpPosition } from "../model/perps/position.ts";
import { abs } from "../units.ts";
import { emptyAccount, type PerpAccount } from "../venues/perpAccount.ts";
import type { PerpBook } from "../venues/perpBook.ts";
import type { Valuation } from "../venues/perpMargin.ts";
import type { MarketNow } from "../venues/perpMarket.ts";
import type { PerpEvent } from "./perpEvent.ts";

/**
 * The exchange's accounts as they stand between the transactions of one block, moved along by its events. Cash follows
 * exactly; a position's cost to within a unit. The engine is not among them. The next read of the chain replaces all.
 */
export class PerpOverlay {
  readonly #book: PerpBook;
  readonly #symbolOf: (address: string) => string;
  readonly #moved = new Map<string, PerpAccount>();
  /** Accounts as they were before the block. */
  readonly before = new Map<string, PerpAccount>();
  /** Accounts as they were before the transaction being read. */
  readonly opened = new Map<string, PerpAccount>();

  constructor(book: PerpBook, symbolOf: (address: string) => string) {
    this.#book = book;
    this.#symbolOf = symbolOf;
  }

  at(account: string): PerpAccount {
    return this.#moved.get(account) ?? this.#book.accountOf(account) ?? emptyAccount(-1, account, "");
  }

  /** A new transaction begins. */
  open(): void {
    this.opened.clear();
  }

  /** Cash of the accounts that moved which the events miss, once the book was read again. [quote] */
  untold(): bigint {
    const gaps = [...this.#moved.values()].map(({ account, settled }) =>
      abs(settled - (this.#book.accountOf(account)?.settled ?? 0n)),
    );
    return gaps.reduce((sum, gap) => sum + gap, 0n);
  }

  /** Takes one event of the exchange; `now` values positions that change hands. */
  apply(event: PerpEvent, now: Valuation["now"]): void {
    switch (event.name) {
      case "CollateralDeposited":
        return this.#collateral(event.account, event.token, event.amount);
      case "CollateralWithdrawn":
      case "CollateralSeized":
        return this.#collateral(event.account, event.token, -event.amount);
      case "Traded":
        this.#cash(event.account, event.pnl - event.fee);
        return this.#change(event.account, event.market, event.sizeDelta, event.fillPrice, now);
      case "FundingSettled":
        this.#cash(event.account, event.amount);
        return this.#change(event.account, event.market, 0n, 0n, now);
      case "ProfitUnpaid":
        return this.#cash(event.account, event.paid - event.owed);
      case "OrderCommitted":
        return this.#cash(event.account, -event.escrow);
      case "OrderSettled":
      case "OrderDropped":
        // Its order is gone, and the escrow with it.
        this.#own(event.account);
        return this.#cash(event.keeper, event.reward);
      case "Flagged":
        this.#cash(event.account, -event.reward);
        return this.#cash(event.keeper, event.reward);
      case "Liquidated":
        this.#cash(event.account, event.pnl - event.penalty - event.reward);
        this.#cash(event.keeper, event.reward);
        return this.#change(event.account, event.market, event.sizeDelta, event.price, now);
      case "TakenOver":
        this.#cash(event.account, event.pnl);
        return this.#change(event.account, event.market, -event.size, event.bankruptcyPrice, now);
      case "WrittenOff":
        return this.#cash(event.account, event.amount);
      case "Deleveraged":
        this.#cash(event.account, event.pnl);
        return this.#change(event.account, event.market, event.sizeDelta, event.price, now);
    }
  }

  #cash(account: string, amount: bigint): void {
    if (account === this.#book.venue.exchange) return;
    this.#own(account).settled += amount;
  }

  #collateral(account: string, token: string, amount: bigint): void {
    const symbol = this.#symbolOf(token);
    if (symbol === this.#book.venue.quote) return this.#cash(account, amount);
    const own = this.#own(account);
    const held = (own.collateral.get(symbol) ?? 0n) + amount;
    const others = [...own.collateral].filter(([other]) => other !== symbol);
    own.collateral = new Map(held > 0n ? [...others, [symbol, held]] : others);
  }

  #change(account: string, market: bigint, sizeDelta: bigint, price: bigint, now: Valuation["now"]): void {
    const id = Number(market);
    if (account === this.#book.venue.exchange) return;
    const own = this.#own(account);
    const before: PerpPosition = own.positions.get(id) ?? NO_POSITION;
    const { fundingIndex } = (now[id] as MarketNow).state;
    const { position } = changePosition(before, sizeDelta, price, fundingIndex, this.#book.quoteUnit);
    const others = [...own.positions].filter(([other]) => other !== id);
    own.positions = new Map(position.size === 0n ? others : [...others, [id, position]]);
  }

  /** The account to be changed, noted as it was before. */
  #own(address: string): PerpAccount {
    const standing = this.at(address);
    if (!this.before.has(address)) this.before.set(address, { ...standing });
    if (!this.opened.has(address)) this.opened.set(address, { ...standing });
    const moved = this.#moved.get(address);
    if (moved !== undefined) return moved;
    const copy = { ...standing };
    this.#moved.set(address, copy);
    return copy;
  }
}
