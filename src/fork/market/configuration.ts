/** A reserve's settings. Shares are in bps, caps in whole units with 0 for none. */
export interface Configuration {
  ltv: bigint;
  liquidationThreshold: bigint;
  /** As the pool has it, 10000 and the bonus; 0 for what is no collateral. */
  grossBonus: bigint;
  decimals: number;
  isActive: boolean;
  isFrozen: boolean;
  isBorrowable: boolean;
  isPaused: boolean;
  /** Borrowed beside nothing else. */
  isSiloed: boolean;
  /** Lends for the length of a transaction. */
  lendsFlash: boolean;
  reserveFactor: bigint;
  borrowCap: bigint;
  supplyCap: bigint;
  protocolFee: bigint;
  /** Of collateral that counts beside no other, the most debt against it, in hundredths of a dollar; 0 is none. */
  debtCeiling: bigint;
  /** E-mode category of releases where an asset has one; 0 is none. */
  eMode: number;
}

/** Takes the word apart in which all releases of Aave v3 pack a reserve's settings. */
export function unpackConfiguration(word: bigint): Configuration {
  const field = (from: bigint, width: number) => BigInt.asUintN(width, word >> from);
  const flag = (bit: bigint) => field(bit, 1) === 1n;
  return {
    ltv: field(0n, 16),
    liquidationThreshold: field(16n, 16),
    grossBonus: field(32n, 16),
    decimals: Number(field(48n, 8)),
    isActive: flag(56n),
    isFrozen: flag(57n),
    isBorrowable: flag(58n),
    isPaused: flag(60n),
    isSiloed: flag(62n),
    lendsFlash: flag(63n),
    reserveFactor: field(64n, 16),
    borrowCap: field(80n, 36),
    supplyCap: field(116n, 36),
    protocolFee: field(152n, 16),
    debtCeiling: field(212n, 40),
    eMode: Number(field(168n, 8)),
  };
}
