import type { Ways } from "../../world/deployment.ts";
import type { PoolFacts } from "./poolFacts.ts";
import type { Pair } from "./quoteOf.ts";

/** A token that pools trade. */
export interface MarketAsset {
  symbol: string;
  /** Lower case. */
  address: string;
  decimals: number;
  /** USD for one whole token, [wad]; 0 where nobody says. */
  priceUsd: bigint;
}

/** A pool as choosing sees it. */
export interface FoundPool {
  address: string;
  kind: "uniswap-v3" | "uniswap-v2";
  base: string;
  quote: string;
  /** In hundredths of a basis point. */
  fee: number;
  /** USD that it pays while its price falls by 2 %, [wad]. */
  depthUsd: bigint;
}

/** A pair's pool that was taken, and those that were left: one forked pool overstates impact where there are more. */
export interface PoolChoice {
  chosen: FoundPool | undefined;
  /** Deepest first. */
  others: FoundPool[];
}

/** The pools of a forked market. */
export interface FoundPools {
  /** The chosen pools, as the model trades them. */
  pools: PoolFacts[];
  choices: PoolChoice[];
  /** What each connection leads over, both ways round: the shortest way over all chosen pools may be another. */
  ways: Ways;
  /** Connections that no pools make. */
  missing: Pair[];
}
