import { formatDecimal } from "../units.ts";
import type { ForkOrigin, OverriddenPrice } from "../world/forkOrigin.ts";

/**
 * What a forked world goes on from, as a trace has it: facts alone. Not whether a node told of the chain or a recorded
 * state, since both give the same run: `timing.json` says that.
 */
export interface ForkFacts extends Omit<ForkOrigin, "depth" | "pools" | "source"> {
  prices: OverriddenPrice[];
  /** USD that each pays while its price falls by 2 %, and that the pair's other pools do; null where not looked for. */
  pools: { address: string; pair: string; depthUsd: string; elsewhereUsd: string | null }[];
  /** USD for a unit of log price that was laid over the pools, by asset; null without. */
  depth: { file: string; depthUsdPerLog: Record<string, string> } | null;
}

/** A fork's origin in plain values, keys in a fixed order. */
export function forkFacts(fork: ForkOrigin): ForkFacts {
  const { chainId, block, blockHash, timestamp, protocol, release, accounts, firstBlock, prices, depth } = fork;
  const usd = Object.entries(depth?.depthUsdPerLog ?? {}).map(([symbol, wad]) => [symbol, formatDecimal(wad, 18)]);
  return {
    chainId,
    chain: fork.chain,
    block,
    blockHash,
    timestamp,
    protocol,
    release,
    accounts: { taken: accounts.taken, leftOut: accounts.leftOut },
    firstBlock,
    prices: prices.map(({ symbol, strategy, feed, refused, follows }) => ({
      symbol,
      strategy,
      feed,
      refused: refused.map(({ strategy: tried, reason }) => ({ strategy: tried, reason })),
      ...(follows === undefined ? {} : { follows }),
    })),
    health: { ...fork.health },
    pools: fork.pools.map(({ address, pair, depthUsd, elsewhereUsd }) => ({
      address,
      pair,
      depthUsd: formatDecimal(depthUsd, 18, 2),
      elsewhereUsd: elsewhereUsd === null ? null : formatDecimal(elsewhereUsd, 18, 2),
    })),
    unconnected: [...fork.unconnected],
    depth: depth === null ? null : { file: depth.file, depthUsdPerLog: Object.fromEntries(usd) },
  };
}
