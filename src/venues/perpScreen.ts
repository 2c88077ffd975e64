import type { PerpAccount } from "./perpAccount.ts";
import type { MarketNow, PerpMarket } from "./perpMarket.ts";

/** Floating point only preselects; this share of all it added up is left for what it rounded. */
const SLACK = 1e-9;
/** Each amount that the exchange rounds moves by one smallest unit of the quote at most. */
const UNITS = 64;
/** Numbers kept of a position: size [whole base], cost [quote], funding index at entry, maintenance ratio. */
const WIDTH = 4;

/** What floating point needs of the venue at one moment. */
export interface ScreenInputs {
  readonly now: readonly MarketNow[];
  /** Quote units that one smallest unit of a collateral counts for, by symbol. */
  readonly collateral: ReadonlyMap<string, number>;
}

/** Accounts in floating point, so that the healthy ones need no exact arithmetic. */
export class PerpScreen {
  readonly #markets: readonly PerpMarket[];
  readonly #unit: number;
  readonly #numbers: Float64Array[] = [];

  constructor(markets: readonly PerpMarket[], quoteUnit: bigint) {
    this.#markets = markets;
    this.#unit = Number(quoteUnit);
  }

  /** Takes an account's numbers after it was read. */
  note(account: PerpAccount): void {
    const numbers = new Float64Array(this.#markets.length * WIDTH);
    for (const [id, { size, cost, funding }] of account.positions) {
      const { trading, margin } = (this.#markets[id] as PerpMarket).terms;
      const whole = Number(size) / 1e18;
      const ratio = Number(margin.initialRatio) / 1e18;
      const grown = (Number(margin.initialSlope) * Math.abs(whole)) / Number(trading.skewScale);
      const maintenance = ((ratio + grown) * Number(margin.maintenanceScalar)) / 1e18;
      numbers.set([whole, Number(cost), Number(funding) / 1e18, maintenance], id * WIDTH);
    }
    this.#numbers[account.index] = numbers;
  }

  /** Whether an account may be below maintenance; false only where it certainly is not. */
  isSuspect(account: PerpAccount, { now, collateral }: ScreenInputs): boolean {
    const numbers = this.#numbers[account.index];
    if (numbers === undefined) return false;
    let equity = Number(account.settled);
    let size = Math.abs(equity);
    for (const [symbol, amount] of account.collateral) {
      const value = Number(amount) * (collateral.get(symbol) ?? 0);
      equity += value;
      size += value;
    }
    let [required, reward, least, most] = [0, 0, 0, 0];
    for (const id of account.positions.keys()) {
      const { mark, state } = now[id] as MarketNow;
      const { margin, liquidation } = (this.#markets[id] as PerpMarket).terms;
      const at = (index: number) => numbers[id * WIDTH + index] as number;
      const value = ((at(0) * Number(mark)) / 1e18) * this.#unit;
      const funding = at(0) * (Number(state.fundingIndex) / 1e18 - at(2)) * this.#unit;
      equity += value - at(1) + funding;
      size += Math.abs(value) + Math.abs(at(1)) + Math.abs(funding);
      required += Math.abs(value) * at(3) + Number(margin.minPositionMargin);
      reward += (Math.abs(value) * Number(liquidation.rewardRatio)) / 1e18;
      least = Math.max(least, Number(liquidation.minReward));
      most = Math.max(most, Number(liquidation.maxReward));
    }
    required += Math.min(Math.max(reward, least), most);
    return equity <= required + size * SLACK + UNITS;
  }
}
