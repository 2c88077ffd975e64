/** Priority fees in wei that fix who goes before whom when blocks are ordered by fee. */
export const TIPS = {
  /** The lab posts outside prices before anything else happens in a block. */
  lab: 2_000n * 10n ** 9n,
  /** Oracle nodes outbid everyone, so that their prints are there to be acted upon in the same block. */
  oracle: 1_000n * 10n ** 9n,
  /** Controls look at a print before anyone acts upon it. */
  guardKeeper: 950n * 10n ** 9n,
  /** A round of deleveraging is proven on the book as the last block and the print left it: before anyone moves it. */
  adlKeeper: 900n * 10n ** 9n,
  /** The exchange's own keepers: next to act upon a print. */
  perpKeeper: 800n * 10n ** 9n,
  /** Vaults' keepers act upon a print before those who would liquidate the vault. */
  vaultKeeper: 700n * 10n ** 9n,
  /** The most a liquidator bids: behind the print it backruns. */
  liquidatorMost: 500n * 10n ** 9n,
  stopTrader: 3n * 10n ** 9n,
  runner: 3n * 10n ** 9n,
  rescuer: 3n * 10n ** 9n,
  defender: 2n * 10n ** 9n,
  panicSeller: 10n ** 9n,
  arbitrageur: 0n,
  skewArbitrageur: 0n,
} as const;
