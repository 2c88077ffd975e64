/** EIP-7825: most gas of one transaction. */
const MOST = 2 ** 24;
/** What a call takes beside the accounts it goes through. */
const BASE = 600_000;
/** Reading an account with one position, and what each further position and token of it adds. */
const READ = 22_000;
const READ_POSITION = 22_000;
const READ_TOKEN = 20_000;
/** Closing a counterparty, its reading included. */
const TAKE = 160_000;

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
  const last = { scan: 1, gas: BASE + readGas(side) + order * (TAKE + readGas(side)) };
  return [...scans(side.accounts - 1, scanPerCall, readGas(side)), last];
}

/** Calls of a pro-rata round: one pass that weighs, one that takes. */
export function proRataCalls(side: SideShape, scanPerCall: number): AdlCall[] {
  return [
    ...scans(side.accounts, scanPerCall, readGas(side)),
    ...scans(side.accounts, scanPerCall, TAKE + readGas(side)),
  ];
}

function scans(accounts: number, most: number, gasEach: number): AdlCall[] {
  const size = Math.max(1, Math.min(most, Math.floor((MOST - BASE) / gasEach)));
  return Array.from({ length: Math.ceil(accounts / size) }, (_, i) => {
    const scan = Math.min(size, accounts - i * size);
    return { scan, gas: BASE + scan * gasEach };
  });
}
