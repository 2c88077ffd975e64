import type { CollateralTerms } from "../model/perps/venueTerms.ts";

/** Words that the lens returns for one collateral. */
export const COLLATERAL_WORDS = 4;

/** A token besides the quote that backs positions. */
export class PerpCollateral {
  readonly symbol: string;
  readonly address: string;
  readonly terms: CollateralTerms;
  readonly #feedScale: bigint;
  /** USD [wad] of one whole token on the chain, and when it was printed. [seconds] */
  price = 0n;
  printed = 0n;
  /** Taken over and not yet sold, and all that the exchange has. [token] */
  seized = 0n;
  balance = 0n;

  /** `feedDecimals` are at most 18. */
  constructor(symbol: string, address: string, terms: CollateralTerms, feedDecimals: number) {
    this.symbol = symbol;
    this.address = address;
    this.terms = terms;
    this.#feedScale = 10n ** BigInt(18 - feedDecimals);
  }

  /** Takes the collateral's words of a lens answer, beginning at `offset`. */
  read(words: readonly bigint[], offset: number): void {
    const at = (index: number) => words[offset + index] ?? 0n;
    this.price = at(0) * this.#feedScale;
    this.printed = at(1);
    this.seized = at(2);
    this.balance = at(3);
  }
}
