import { accrueFunding, averagePremiumAt } from "../model/perps/accrueFunding.ts";
import { EMPTY_SIDE, type PerpMarketState, type PremiumCheckpoint, skewOf } from "../model/perps/marketState.ts";
import { markPrice } from "../model/perps/markPrice.ts";
import { quoteValueUp } from "../model/perps/rounding.ts";
import { MARKET_STATUSES, type PerpTerms } from "../model/perps/terms.ts";
import type { PerpMarketInfo } from "../world/deployment.ts";

/** Words that the lens returns for one market. */
export const MARKET_WORDS = 20;

/** A market as it will stand in the block being built: funding accrued, prices with this block's pending prints. */
export interface MarketNow {
  state: PerpMarketState;
  /** [wad] */
  index: bigint;
  mark: bigint;
  /** Longs less shorts. [wad base] */
  skew: bigint;
  /** Value of the larger side at the index. [quote] */
  openInterest: bigint;
}

/** A market of the exchange: its terms, and its state as stored on the chain. */
export class PerpMarket {
  readonly id: number;
  readonly name: string;
  /** Whose feed is the index. */
  readonly asset: string;
  /** What averages the spot price for a median mark; the zero address where nothing does. */
  readonly spotFeed: string;
  readonly terms: PerpTerms;
  readonly #quoteUnit: bigint;
  readonly #feedScale: bigint;
  /** When the index was printed. [seconds] */
  printed = 0n;
  /** Randomness of the block in which the engine last took a position over. */
  seed = 0n;
  state: PerpMarketState = {
    status: "open",
    index: 0n,
    spot: undefined,
    long: EMPTY_SIDE,
    short: EMPTY_SIDE,
    fundingRate: 0n,
    fundingIndex: 0n,
    fundingTime: 0n,
    premiumSum: 0n,
    premiums: [],
    windowStart: 0n,
    windowBlock: 0n,
    windowUsed: 0n,
    insuranceBlock: 0n,
    insurancePaid: 0n,
  };

  /** `feedDecimals` are those of the index and spot feeds, at most 18. */
  constructor(info: PerpMarketInfo, terms: PerpTerms, quoteUnit: bigint, feedDecimals: number) {
    this.id = info.id;
    this.name = info.name;
    this.asset = info.asset;
    this.spotFeed = info.spotFeed;
    this.terms = terms;
    this.#quoteUnit = quoteUnit;
    this.#feedScale = 10n ** BigInt(18 - feedDecimals);
  }

  /** Takes the market's words of a lens answer, beginning at `offset`. */
  read(words: readonly bigint[], offset: number): void {
    const at = (index: number) => words[offset + index] ?? 0n;
    const signed = (index: number) => BigInt.asIntN(256, at(index));
    const side = (index: number) => ({ size: at(index), cost: at(index + 1), fundingWeight: signed(index + 2) });
    this.printed = at(1);
    this.seed = at(19);
    this.state = {
      index: at(0) * this.#feedScale,
      spot: at(2) === 0n ? undefined : at(2) * this.#feedScale,
      status: MARKET_STATUSES[Number(at(3))] ?? "paused",
      long: side(4),
      short: side(7),
      fundingRate: signed(10),
      fundingIndex: signed(11),
      fundingTime: at(12),
      premiumSum: signed(13),
      premiums: this.#noted({ time: at(12), sum: signed(13) }),
      windowStart: at(14),
      windowBlock: at(15),
      windowUsed: at(16),
      insuranceBlock: at(17),
      insurancePaid: at(18),
    };
  }

  /** Takes the premium's history as the exchange has it, for a process that did not see it grow. */
  recall(premiums: readonly PremiumCheckpoint[]): void {
    this.state = { ...this.state, premiums: this.#within(premiums) };
  }

  /** The market at `time` [seconds] with an index price [wad]. */
  at(time: bigint, index: bigint): MarketNow {
    // A set-up or a reader may look at a second that the chain has passed already.
    const now = time > this.state.fundingTime ? time : this.state.fundingTime;
    const present = { ...this.state, index };
    const state = accrueFunding(present, this.terms, now);
    const premium = averagePremiumAt(present, this.terms, now);
    const larger = state.long.size > state.short.size ? state.long.size : state.short.size;
    return {
      state,
      index,
      mark: markPrice(this.terms.markRule, { index, premium, spot: state.spot }),
      skew: skewOf(state),
      openInterest: quoteValueUp(larger, index, this.#quoteUnit),
    };
  }

  #noted(latest: PremiumCheckpoint): readonly PremiumCheckpoint[] {
    const { premiums } = this.state;
    return premiums.at(-1)?.time === latest.time ? premiums : this.#within([...premiums, latest]);
  }

  /** The history that some later average can still reach: from the last checkpoint before its window on. */
  #within(premiums: readonly PremiumCheckpoint[]): readonly PremiumCheckpoint[] {
    const last = premiums.at(-1);
    if (last === undefined) return premiums;
    const start = last.time - this.terms.funding.premiumWindow;
    const first = premiums.findLastIndex(({ time }) => time <= start);
    return first <= 0 ? premiums : premiums.slice(first);
  }
}
