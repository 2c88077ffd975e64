/** The group that real accounts form. Their wallets are theirs: nobody in a run reads them. */
export const FOUND = "found";

/** A price that the lab took over on a fork, and how. */
export interface OverriddenPrice {
  symbol: string;
  /** `setSource`, `replaceFeed`, or `follows` where the real feed goes by another's; docs/FORK.md. */
  strategy: string;
  /** What lending reads from now on. */
  feed: string;
  /** Strategies that did not do, with the reason of each. */
  refused: { strategy: string; reason: string }[];
  /** The asset whose feed the real one reads. */
  follows?: string;
}

/** How many accounts the lab and the lending pool agree on, in collateral, debt and health factor, to the wei. */
export interface HealthCheck {
  accounts: number;
  differing: number;
  /** One of those that differ. */
  first: string | null;
}

/** A real pool that a forked run trades on. */
export interface ForkPool {
  address: string;
  /** `WETH / USDC` */
  pair: string;
  /** [wad] */
  depthUsd: bigint;
  /** The same of all other pools of the pair on the known exchanges, [wad]; null where pools were named by hand. */
  elsewhereUsd: bigint | null;
}

/** What a forked world goes on from; absent from a world that was built from nothing. */
export interface ForkOrigin {
  chainId: number;
  /** The chain's name, for people. */
  chain: string;
  block: number;
  blockHash: string;
  /** Of the block, unix seconds. */
  timestamp: number;
  /** Where the chain's state comes from. */
  source: "rpc" | "state";
  protocol: string;
  /** What the pool calls its release, for people. */
  release: string;
  /** Real accounts that take part, and how many more were found but left out by `--max-accounts`. */
  accounts: { taken: number; leftOut: number };
  /** First block of the fork that is part of the run; balances at the block before it are where books begin. */
  firstBlock: number;
  prices: OverriddenPrice[];
  /** How the lab's view of accounts meets the pool's own, before the run. */
  health: HealthCheck;
  /** The exchanges' pools that are traded on; USD that they pay while their price falls by 2 %, [wad]. */
  pools: ForkPool[];
  /** Collateral and debt that no pool connects, `wstETH / USDC`: no liquidator can sell the one for the other. */
  unconnected: string[];
  /** Liquidity elsewhere that was laid over the forked pools, by asset: USD for a unit of log price, [wad]. */
  depth: { file: string; depthUsdPerLog: Record<string, bigint> } | null;
}
