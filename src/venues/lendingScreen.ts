import { isSince, type LendingRules } from "../model/rules.ts";
import { RAY, WAD } from "../units.ts";
import type { EModeTerms, Position } from "./lendingBook.ts";
import type { LendingReserve } from "./lendingReserve.ts";

/** Floating point only preselects; this share above the bound is still confirmed exactly. */
const FLOAT_SLACK = 0.000001;

/** Tells in floating point whose health factor may be below a bound, so that few have to be computed exactly. */
export class LendingScreen {
  readonly #reserves: readonly LendingReserve[];
  readonly #eModes: readonly EModeTerms[];
  readonly #rules: LendingRules;
  /** Collateral by position and reserve, times the threshold where an e-mode's holds. */
  readonly #collateral: Float64Array;
  readonly #debt: Float64Array;
  /** 1 where the reserve's own threshold holds, which may move. */
  readonly #ownTerms: Uint8Array;

  constructor(
    reserves: readonly LendingReserve[],
    eModes: readonly EModeTerms[],
    rules: LendingRules,
    accounts: number,
  ) {
    this.#reserves = reserves;
    this.#eModes = eModes;
    this.#rules = rules;
    this.#collateral = new Float64Array(accounts * reserves.length);
    this.#debt = new Float64Array(accounts * reserves.length);
    this.#ownTerms = new Uint8Array(accounts * reserves.length);
  }

  /** Takes what a position has in one reserve, and the e-mode category that covers it there. */
  take(position: Position, reserveIndex: number, isCollateral: boolean, mode: EModeTerms | undefined): void {
    const slot = position.index * this.#reserves.length + reserveIndex;
    const unit = Number((this.#reserves[reserveIndex] as LendingReserve).unit);
    const share = mode === undefined ? 1 : Number(mode.liquidationThreshold) / 1e4;
    this.#collateral[slot] = isCollateral ? (Number(position.supplied[reserveIndex]) * share) / unit : 0;
    this.#ownTerms[slot] = mode === undefined ? 1 : 0;
    this.#debt[slot] = Number(position.owed[reserveIndex]) / unit;
  }

  /** Says of a position whether its health factor may be below `bound` [wad] at these prices and that time. */
  at(time: number, bound: bigint, prices: readonly bigint[]): (position: Position) => boolean {
    const width = this.#reserves.length;
    const limit = (Number(bound) / Number(WAD)) * this.#slack(time);
    // Each amount is rounded to a smallest unit and each value to one of the base currency, which counts for dust.
    let rounding = 0;
    const weights = this.#reserves.map((reserve, i) => {
      const { liquidityIndex, borrowIndex } = reserve.indexesAt(time);
      const price = Number(prices[i] ?? 0n);
      rounding += 2 * (Number(RAY) + (Number(borrowIndex) * price) / Number(reserve.unit));
      const collateral = Number(liquidityIndex) * price;
      const threshold = Number(reserve.termsAt(time).liquidationThreshold) / 1e4;
      return { collateral: [collateral, collateral * threshold] as const, debt: Number(borrowIndex) * price };
    });

    return (position) => {
      const start = position.index * width;
      let collateral = 0;
      let debt = 0;
      for (let i = 0; i < width; i++) {
        const weight = weights[i] as (typeof weights)[number];
        collateral += (this.#collateral[start + i] as number) * weight.collateral[this.#ownTerms[start + i] as 0 | 1];
        debt += (this.#debt[start + i] as number) * weight.debt;
      }
      return debt !== 0 && collateral - rounding <= (debt + rounding) * limit;
    };
  }

  /** How much larger than the bound a health factor in floating point must be to be left out. */
  #slack(time: number): number {
    if (isSince(this.#rules.arithmetic, "aave-v3.5")) return 1 + FLOAT_SLACK;
    // Before v3.5 the average threshold is cut to whole bps, a share of the smallest threshold at most: all of it where
    // a threshold has come down to nothing.
    const listed = this.#reserves.filter(({ terms }) => terms.liquidationThreshold > 0n);
    const thresholds = [...listed.map((reserve) => reserve.termsAt(time)), ...this.#eModes];
    const cut = 1 / Math.min(...thresholds.map(({ liquidationThreshold }) => Number(liquidationThreshold)));
    return (1 + FLOAT_SLACK) / Math.max(0, 1 - cut);
  }
}
