import { WAD } from "../units.ts";
import { type AccountState, type BookAccount, factorAtHealth, healthAt, openState } from "./bookAccount.ts";
import { defend } from "./bookDefence.ts";
import { claimOn, liquidateBest, type SaleTerms } from "./bookLiquidation.ts";

/** `at`: the price factor (wad) below which the account has something to do; `seen`: since when a defender knows. */
type Holder = { readonly state: AccountState; at: bigint; seen: number | undefined; gaveUp: boolean };

/**
 * The book in the course of a fall, one block after another. In each, every account is liquidated once at most, the
 * largest gain first and only while the pools pay enough for it: what they do not take waits, and may be closed in
 * full by then. A holder who defends comes after the liquidators, in the block after it saw the need.
 */
export class SaleRounds {
  readonly #holders: readonly Holder[];
  readonly #terms: SaleTerms;
  #block = 0;

  constructor(accounts: readonly BookAccount[], terms: SaleTerms) {
    this.#terms = terms;
    this.#holders = accounts.map((account) => {
      const holder: Holder = { state: openState(account), at: 0n, seen: undefined, gaveUp: false };
      holder.at = nextLook(holder);
      return holder;
    });
  }

  /** Whether a holder has seen the need to defend itself and has not done so yet. */
  get isWaiting(): boolean {
    return this.#holders.some(({ seen }) => seen !== undefined);
  }

  /**
   * Dollars (wad) of the shocked asset sold in a block in which the oracle shows `factor` and the pools have already
   * been sold `ahead` dollars beyond that price; negative while they stand above it.
   */
  sell(factor: bigint, ahead: bigint): bigint {
    const due = this.#holders.filter(({ at }) => at >= factor);
    const perLog = this.#terms.depth.perLogAt(factor);
    const terms = { ...this.#terms, depth: { ...this.#terms.depth, perLogAt: () => perLog } };
    const isEarly = ({ state }: Holder) => state.account.defence?.beatsLiquidators === true;

    let sold = 0n;
    for (const holder of due) if (isEarly(holder)) sold += this.#defence(holder, factor);
    const claims = due.flatMap(({ state }) => {
      const health = healthAt(state, factor);
      return health === null || health >= WAD ? [] : (claimOn(state, factor, health) ?? []);
    });
    claims.sort((a, b) => (a.gain === b.gain ? 0 : a.gain < b.gain ? 1 : -1));
    for (const claim of claims) sold += liquidateBest(claim, terms, ahead + sold) ?? 0n;
    for (const holder of due) if (!isEarly(holder)) sold += this.#defence(holder, factor);
    for (const holder of due) holder.at = nextLook(holder);
    this.#block++;
    return sold;
  }

  #defence(holder: Holder, factor: bigint): bigint {
    const { defence } = holder.state.account;
    const health = healthAt(holder.state, factor);
    const needed = defence !== undefined && !holder.gaveUp && health !== null && health < defence.trigger;
    if (!needed) {
      holder.seen = undefined;
      return 0n;
    }
    holder.seen ??= this.#block;
    if (!defence.beatsLiquidators && holder.seen === this.#block) return 0n;
    const sold = defend(holder.state, factor, defence, this.#terms.poolFee);
    holder.gaveUp = (healthAt(holder.state, factor) ?? defence.trigger) < defence.trigger;
    holder.seen = undefined;
    return sold;
  }
}

function nextLook({ state, gaveUp }: Holder): bigint {
  const trigger = gaveUp ? 0n : (state.account.defence?.trigger ?? 0n);
  return factorAtHealth(state, trigger > WAD ? trigger : WAD) - 1n;
}
