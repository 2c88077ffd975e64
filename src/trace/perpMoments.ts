import { pendingPerpPrices } from "../run/pendingPerpPrices.ts";
import type { PerpBook } from "../venues/perpBook.ts";
import type { Valuation } from "../venues/perpMargin.ts";
import type { SharePrice } from "../venues/sharePrices.ts";
import type { TraceContext } from "./context.ts";
import { perpMoment } from "./perpMoment.ts";
import type { OracleState } from "./rounds.ts";
import type { ShareMoments } from "./shareMoments.ts";
import type { Views } from "./views.ts";

type Shares = ReadonlyMap<string, Pick<SharePrice, "feed">>;

/** The exchange's markets at the place of the chain that is being read, print by print. */
export class PerpMoments {
  readonly #context: TraceContext;
  readonly #book: PerpBook;
  readonly #shares: ShareMoments | undefined;
  /** USD [wad] by asset: on the path alone, and as printed so far in the block. */
  #alone: ReadonlyMap<string, bigint> = new Map();
  #prints = new Map<string, bigint>();
  #time = 0;
  #views: Views | undefined;
  now: Valuation;

  /** Vaults' shares that are margin follow `shares`, which are to be moved first. */
  constructor(context: TraceContext, book: PerpBook, shares?: ShareMoments) {
    this.#context = context;
    this.#book = book;
    this.#shares = shares;
    this.now = perpMoment(book, book.time, book.chainPrices);
  }

  /** A block at `time` is about to be read; `alone` is what the oracles would show on the path alone. */
  open(time: number, alone: ReadonlyMap<string, bigint>): void {
    this.#alone = alone;
    this.#prints = new Map();
    this.#time = time;
    this.#views = undefined;
    this.now = this.#at(this.#prints, this.#shares?.now.shares);
  }

  /** A feed shows a new price, USD [wad]. */
  print(symbol: string, price: bigint): void {
    this.#prints.set(symbol, price);
    this.#views = undefined;
    this.now = this.#at(this.#prints, this.#shares?.now.shares);
  }

  get views(): Views {
    this.#views ??= this.#look();
    return this.#views;
  }

  #look(): Views {
    const [own, past] = [this.#shares?.now.shares, this.#shares?.counterfactual.shares];
    const state = (perps: Valuation): OracleState => ({ reserves: [], perps });
    return {
      now: state(this.now),
      counterfactual: state(this.#at(this.#alone, past)),
      sharesAlone: state(this.#at(this.#alone, own)),
      pricesAlone: state(this.#at(this.#prints, past)),
    };
  }

  #at(prints: ReadonlyMap<string, bigint>, shares: Shares | undefined): Valuation {
    return perpMoment(this.#book, this.#time, pendingPerpPrices(this.#context.world, this.#book, prints, shares));
  }
}
