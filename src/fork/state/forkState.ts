/** An account as it stood at the end of the recorded block. */
export interface ForkAccount {
  /** [wei] */
  balance: bigint;
  nonce: bigint;
  /** Code as it runs, `0x` for none. */
  code: string;
}

/** The block that a state belongs to. What a format does not record is undefined. */
export interface ForkBlock {
  number: number;
  /** Unix seconds. */
  timestamp: number;
  hash: string | undefined;
  /** [wei] */
  baseFee: bigint | undefined;
  /** What the block might and did use: the next one's base fee follows from it. */
  gasLimit: number | undefined;
  gasUsed: number | undefined;
}

/**
 * What is known of a chain at the end of one block. It may be a part: an account or a slot that is not in it is unknown,
 * not empty. Addresses are lower case, slots and values whole words, all with 0x.
 */
export interface ForkState {
  chainId: number | undefined;
  block: ForkBlock;
  /** Blocks below it that are known, by number. */
  ancestors: Map<number, ForkBlock>;
  accounts: Map<string, ForkAccount>;
  /** Value by slot by account. A slot that was recorded as zero is there. */
  storage: Map<string, Map<string, string>>;
}

/** A state of which no more than its block is known. */
export function emptyState(chainId: number | undefined, block: ForkBlock): ForkState {
  return { chainId, block, ancestors: new Map(), accounts: new Map(), storage: new Map() };
}

/** Adds a known slot. */
export function putSlot({ storage }: Pick<ForkState, "storage">, account: string, slot: string, value: string): void {
  const slots = storage.get(account) ?? new Map<string, string>();
  slots.set(slot, value);
  storage.set(account, slots);
}

/** How many slots are known. */
export function slotCount({ storage }: ForkState): number {
  return [...storage.values()].reduce((sum, slots) => sum + slots.size, 0);
}
