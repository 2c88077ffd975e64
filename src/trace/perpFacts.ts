import type { BlockRecord } from "../run/recorder.ts";
import { abs, formatDecimal, WAD } from "../units.ts";
import type { PerpBook } from "../venues/perpBook.ts";
import type { Valuation } from "../venues/perpMargin.ts";
import type { PerpMarket } from "../venues/perpMarket.ts";
import type { Receipt } from "../world/transaction.ts";
import type { TraceContext } from "./context.ts";
import type { EngineOverlay } from "./engineOverlay.ts";
import type { PerpOverlay } from "./perpOverlay.ts";
import type { Rounds } from "./rounds.ts";
import type { Views } from "./views.ts";

/** What a row of the exchange is made from, at one place of the chain. */
export interface PerpFacts {
  context: TraceContext;
  book: PerpBook;
  overlay: PerpOverlay;
  engine: EngineOverlay;
  rounds: Rounds;
  record: BlockRecord;
  receipt: Receipt;
  place: number;
  /** The markets at the prices of that place, and as they would be. */
  moment: Valuation;
  views: Views;
}

/** How the trace writes what the exchange counts: money [quote], sizes [wad base], ratios [wad]. */
export class PerpText {
  readonly #quoteUnit: bigint;
  readonly #decimals: number;

  constructor(quoteUnit: bigint) {
    this.#quoteUnit = quoteUnit;
    this.#decimals = quoteUnit.toString().length - 1;
  }

  money(quote: bigint): string {
    return formatDecimal(quote, this.#decimals);
  }

  exact(wad: bigint): string {
    return formatDecimal(wad, 18);
  }

  /** |size| × price, rounded towards zero. */
  notional(size: bigint, price: bigint): string {
    return this.money(this.value(abs(size), price));
  }

  /** size × price in quote units, rounded towards zero. */
  value(size: bigint, price: bigint): bigint {
    return (size * price * this.#quoteUnit) / (WAD * WAD);
  }
}

/** A market's name; of an id that names none, null. */
export function marketName(book: PerpBook, id: bigint): string | null {
  return (book.markets[Number(id)] as PerpMarket | undefined)?.name ?? null;
}

/** Fields that every row of a transaction begins with. */
export function commonOf({ record, receipt }: PerpFacts): { block: number; transaction: string } {
  return { block: record.block, transaction: receipt.hash };
}

/** Who sent the transaction, and why. */
export function senderOf({ record, receipt }: PerpFacts): { agent: string; action: string } {
  const queued = record.sent.get(receipt.hash);
  return { agent: queued?.agent ?? "unknown", action: queued?.intent.action ?? "unknown" };
}
