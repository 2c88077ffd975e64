/** EIP-7825: most gas of one transaction. */
const MOST = 2 ** 24;
/** What a call takes beside the accounts it goes through. */
const BASE = 600_000;
/** Reading an account with one position, and what each further position and token of it adds. */
const READ = 23_000;
const READ_POSITION = 11_000;
const READ_TOKEN = 11_000;
/** Closing a counterparty that was read, before refunds. */
const TAKE = 65_000;

/** The largest account of a side. */
export interface SideShape {
  accounts: number;
  positions: number;
  tokens: number;
}

/** A call of a round: how many accounts it goes through, and its gas limit. */
export interface AdlCall {
  scan: number;
  gas: number;
}

function readGas({ positions, tokens }: SideShape): number {
  return READ + READ_POSITION * Math.max(0, positions - 1) + READ_TOKEN * tokens;
}

/** Longest order that the call which takes it can close: the last call of a round, left with one account to read. */
export function longestOrder(side: SideShape): number {
  return Math.floor((MOST - BASE - readGas(side)) / (TAKE + readGas(side)));
}

/** Calls of a queue's round: as many as go through the side, and one that reads the last account and closes the order. */
export function queueCalls(side: SideShape, scanPerCall: number, order: number): AdlCall[] {
  // An empty side takes a call too, which leaves all to the pool.
  const last = { scan: 1, gas: BASE + readGas(side) + order * (TAKE + readGas(side)) };
  return [...scans(side.accounts - 1, scanPerCall, readGas(side)), last];
}

/** Calls of a pro-rata round: one pass that weighs, one that takes. */
export function proRataCalls(side: SideShape, scanPerCall: number): AdlCall[] {
  if (side.accounts === 0) return queueCalls(side, scanPerCall, 0);
  return [
    ...scans(side.accounts, scanPerCall, readGas(side)),
    ...scans(side.accounts, scanPerCall, TAKE + readGas(side)),
  ];
}

function scans(accounts: number, most: number, gasEach: number): AdlCall[] {
  const size = Math.max(1, Math.min(most, Math.floor((MOST - BASE) / gasEach)));
  return Array.from({ length: Math.max(0, Math.ceil(accounts / size)) }, (_, i) => {
    const scan = Math.min(size, accounts - i * size);
    return { scan, gas: BASE + scan * gasEach };
  });
}
