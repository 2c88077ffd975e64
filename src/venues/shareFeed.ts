import type { RatioSnapshot } from "../model/vaults/maxRatio.ts";
import type { RateCheckpoint } from "../model/vaults/meanRate.ts";
import type { ShareOracle } from "../scenario/vaultSchema.ts";

/** What a feed of a share's price is made from, as far as it does not follow from the vault and other prices. */
export interface ShareFeed {
  readonly address: string;
  readonly oracle: ShareOracle;
  /** What a fixed feed answers, in the oracle's base currency. */
  fixedPrice: bigint;
  /** Of a capped rate. */
  snapshot: RatioSnapshot | undefined;
  /** Of a mean rate, oldest first. */
  checkpoints: readonly RateCheckpoint[];
}

/** A feed of which nothing was read yet. */
export function shareFeed(address: string, oracle: ShareOracle): ShareFeed {
  return { address, oracle, fixedPrice: 0n, snapshot: undefined, checkpoints: [] };
}

/** Lets a rate [wad] count from `at` [seconds] on, and forgets what no window reaches any more. */
export function checkpoint(feed: ShareFeed, at: bigint, rate: bigint): void {
  const window = feed.oracle.mode === "navTwap" ? BigInt(feed.oracle.windowSeconds) : 0n;
  const all = [...feed.checkpoints.filter((earlier) => earlier.at !== at), { at, rate }];
  const first = all.findLastIndex((each) => each.at <= at - window);
  feed.checkpoints = first <= 0 ? all : all.slice(first);
}
