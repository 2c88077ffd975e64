import { WAD } from "../units.ts";

/**
 * How far arbitrage carries a pool towards the outside price in a block, each trade planned on the pool as it stood
 * before the block. A gap that changed sides was overshot: half the step then, else half as much again.
 */
export class ArbitragePace {
  readonly #most: bigint;
  readonly #fee: bigint;
  #share: bigint;
  #wasAbove: boolean | undefined;

  /** `most`: the largest share of a gap closed in a block; `fee`: the pool's, within which no trade pays. Wads. */
  constructor(most: bigint, fee: bigint) {
    this.#most = most;
    this.#fee = fee;
    this.#share = most;
  }

  /** The factor at which the pool is left; null where the gap is within the fee. */
  next(pool: bigint, reference: bigint): bigint | null {
    const isAbove = pool > reference;
    const edge = isAbove ? (reference * WAD) / (WAD - this.#fee) : (reference * (WAD - this.#fee)) / WAD;
    if (isAbove ? pool <= edge : pool >= edge) return null;

    if (this.#wasAbove !== undefined) {
      const share = this.#wasAbove === isAbove ? (this.#share * 3n) / 2n : this.#share / 2n;
      this.#share = share < this.#most ? share : this.#most;
    }
    this.#wasAbove = isAbove;
    return pool + ((edge - pool) * this.#share) / WAD;
  }
}
