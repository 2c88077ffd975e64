/** What a run read of a recorded state that does not hold it; all of it was taken to be zero. Sorted, each once. */
export interface UnknownReads {
  slots: readonly { account: string; slot: string }[];
  /** Accounts of which nothing is recorded. */
  accounts: readonly string[];
}

/** The same in a trace: how many, and the first few by name. */
export interface UnknownRow {
  kind: "unknown";
  slots: number;
  accounts: number;
  /** Accounts of which nothing is known, then `slot 0x… of 0x…`. */
  first: string[];
}

/** Enough to see whose state it is; the counts say how much more there was. */
const NAMED = 5;

/** One row for all that a recorded state was asked for in vain. */
export function unknownRow({ slots, accounts }: UnknownReads): UnknownRow {
  const first = [...accounts, ...slots.slice(0, NAMED).map(({ account, slot }) => `slot ${slot} of ${account}`)];
  return { kind: "unknown", slots: slots.length, accounts: accounts.length, first: first.slice(0, NAMED) };
}
