/** Words that the lens returns for the exchange's books. */
export const BOOK_WORDS = 8;

/** What the exchange owes and has. [quote] settledSum + poolCash + insurance + fees + escrow = cash, donations aside. */
export interface PerpBooks {
  /** Settled margin over all accounts. */
  settledSum: bigint;
  poolCash: bigint;
  insurance: bigint;
  fees: bigint;
  escrow: bigint;
  /** Profit that the pool could not pay, so far. */
  unpaid: bigint;
  /** The exchange's balance of the quote token. */
  cash: bigint;
  /** Shares of the liquidity pool, in its own smallest units. */
  shares: bigint;
}

export const NO_BOOKS: PerpBooks = {
  settledSum: 0n,
  poolCash: 0n,
  insurance: 0n,
  fees: 0n,
  escrow: 0n,
  unpaid: 0n,
  cash: 0n,
  shares: 0n,
};

/** The books' words of a lens answer, beginning at `offset`. */
export function readBooks(words: readonly bigint[], offset: number): PerpBooks {
  const at = (index: number) => words[offset + index] ?? 0n;
  return {
    settledSum: BigInt.asIntN(256, at(0)),
    poolCash: at(1),
    insurance: at(2),
    fees: at(3),
    escrow: at(4),
    unpaid: at(5),
    cash: at(6),
    shares: at(7),
  };
}
