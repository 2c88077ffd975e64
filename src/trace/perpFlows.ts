import { positionProfit } from "../model/perps/positionProfit.ts";
import { WAD } from "../units.ts";
import type { PerpAccount } from "../venues/perpAccount.ts";
import type { PerpBook } from "../venues/perpBook.ts";
import type { Flow } from "./attributedFlows.ts";
import { INSURANCE_FUND, POOL_PROVIDERS, PROTOCOL_FEES } from "./attributionGroups.ts";
import { NO_MARKET } from "./engineOverlay.ts";
import type { PerpEvent } from "./perpEvent.ts";
import type { PerpMarks } from "./perpHoldings.ts";

/** An event with what else a flow needs of its moment: of a takeover, the account as it stood. */
export interface SeenPerpEvent {
  event: PerpEvent;
  before?: PerpAccount | undefined;
}

/** USD [wad] of an amount of an asset. */
export type UsdOf = (symbol: string, amount: bigint) => bigint;

const INSURANCE = 0n;
const DELEVERAGED = 1n;

/** Reads from the exchange's events who gained at whose expense, at the marks of the block's end. */
export class PerpFlows {
  readonly #book: PerpBook;
  readonly #groupOf: (address: string) => string | undefined;
  readonly #symbolOf: (address: string) => string;
  /** What the fund paid of the debt that is being written off. */
  #insured = 0n;
  /** Whose debt was written off last: its tokens go to the fund on their own, those of a takeover with all else. */
  #writtenOff = "";

  constructor(book: PerpBook, groupOf: (address: string) => string | undefined, symbolOf: (address: string) => string) {
    this.#book = book;
    this.#groupOf = groupOf;
    this.#symbolOf = symbolOf;
  }

  of({ event, before }: SeenPerpEvent, marks: PerpMarks, usdOf: UsdOf): Flow[] {
    const { quote, exchange } = this.#book.venue;
    const who = (address: string) => (address === exchange ? INSURANCE_FUND : this.#groupOf(address));
    const flow = (cause: Flow["cause"], from: string | undefined, to: string | undefined, amount: bigint): Flow[] =>
      amount === 0n ? [] : [{ cause, from, to, usd: usdOf(quote, amount) }];

    switch (event.name) {
      case "Traded": {
        const trader = who(event.account);
        return [
          ...flow(
            "slippage",
            trader,
            POOL_PROVIDERS,
            this.#overpaid(event.market, event.sizeDelta, event.fillPrice, marks),
          ),
          ...flow("fees", trader, POOL_PROVIDERS, event.poolFee),
          ...flow("fees", trader, PROTOCOL_FEES, event.fee - event.poolFee),
        ];
      }
      case "ProfitUnpaid":
        return flow("socialised", who(event.account), POOL_PROVIDERS, event.owed - event.paid);
      case "OrderSettled":
      case "OrderDropped":
      case "Flagged":
        return flow("bonuses", who(event.account), who(event.keeper), event.reward);
      case "Liquidated": {
        const trader = who(event.account);
        return [
          ...flow(
            "slippage",
            trader,
            POOL_PROVIDERS,
            this.#overpaid(event.market, event.sizeDelta, event.price, marks),
          ),
          ...flow("bonuses", trader, INSURANCE_FUND, event.penalty),
          ...flow("bonuses", trader, who(event.keeper), event.reward),
        ];
      }
      case "TakenOver": {
        this.#writtenOff = "";
        if (before === undefined) return [];
        const usd = this.#worth(before, marks, usdOf);
        const cause = usd < 0n ? "socialised" : "bonuses";
        return [{ cause, from: who(event.account), to: INSURANCE_FUND, usd }];
      }
      case "WrittenOff": {
        const insured = this.#insured;
        this.#insured = 0n;
        this.#writtenOff = event.account;
        return [
          ...flow("socialised", INSURANCE_FUND, who(event.account), insured),
          ...flow("socialised", POOL_PROVIDERS, who(event.account), event.amount - insured),
        ];
      }
      case "CollateralSeized": {
        if (event.account !== this.#writtenOff) return [];
        const usd = usdOf(this.#symbolOf(event.token), event.amount);
        return [{ cause: "socialised", from: who(event.account), to: INSURANCE_FUND, usd }];
      }
      case "LossBorne": {
        if (event.market === NO_MARKET) {
          if (event.bearer === INSURANCE) this.#insured += event.amount;
          return [];
        }
        const isPools = event.bearer !== INSURANCE && event.bearer !== DELEVERAGED;
        return isPools ? flow("socialised", POOL_PROVIDERS, INSURANCE_FUND, event.amount) : [];
      }
      case "Deleveraged": {
        const given = this.#overpaid(event.market, event.sizeDelta, event.price, marks);
        return flow("socialised", who(event.account), INSURANCE_FUND, given);
      }
      case "Disposed": {
        const given = this.#overpaid(event.market, event.sizeDelta, event.price, marks);
        return flow("slippage", INSURANCE_FUND, POOL_PROVIDERS, given);
      }
      case "SeizedSold": {
        const discount = usdOf(this.#symbolOf(event.token), event.amount) - usdOf(quote, event.cost);
        return [{ cause: "bonuses", from: INSURANCE_FUND, to: who(event.buyer), usd: discount }];
      }
      case "InsuranceFunded":
        return flow("socialised", who(event.from), INSURANCE_FUND, event.amount);
      case "FeesCollected":
        return flow("fees", PROTOCOL_FEES, who(event.to), event.amount);
      default:
        return [];
    }
  }

  /** What a change of a position costs more than it is worth at mark. [quote] */
  #overpaid(market: bigint, sizeDelta: bigint, price: bigint, marks: PerpMarks): bigint {
    const { mark } = marks[Number(market)] ?? { mark: price };
    return (sizeDelta * (price - mark) * this.#book.quoteUnit) / (WAD * WAD);
  }

  #worth({ settled, positions, collateral }: PerpAccount, marks: PerpMarks, usdOf: UsdOf): bigint {
    let cash = settled;
    for (const [id, position] of positions) {
      const { mark, fundingIndex } = marks[id] ?? { mark: 0n, fundingIndex: 0n };
      cash += positionProfit(position, mark, fundingIndex, this.#book.quoteUnit);
    }
    let usd = usdOf(this.#book.venue.quote, cash);
    for (const [symbol, amount] of collateral) usd += usdOf(symbol, amount);
    return usd;
  }
}
