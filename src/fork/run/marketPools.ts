import { WAD } from "../../units.ts";
import type { ForkPool } from "../../world/forkOrigin.ts";
import type { VenueAddresses } from "../addresses/venueAddresses.ts";
import { findPools } from "../market/findPools.ts";
import type { MarketAsset } from "../market/foundPools.ts";
import type { LendingFacts } from "../market/lendingFacts.ts";
import { poolDepthUsd } from "../market/poolDepthUsd.ts";
import type { PoolFacts } from "../market/poolFacts.ts";
import { isDollar, type Pair } from "../market/quoteOf.ts";
import { readPools } from "../market/readPools.ts";
import type { AnyChain } from "../quietly.ts";
import type { ForkMarket, MarketWanted } from "./readMarket.ts";

/** The pools that a run trades on: those that the user's file names, else the deepest that connect what has to be sold. */
export async function marketPools(
  chain: AnyChain,
  addresses: VenueAddresses,
  facts: LendingFacts,
  wanted: Pick<MarketWanted, "fork" | "connections" | "pairs"> & Pick<ForkMarket, "ungiven">,
): Promise<Pick<ForkMarket, "pools" | "ways" | "shown">> {
  const { fork, ungiven } = wanted;
  const unit = 10n ** BigInt(facts.baseCurrencyDecimals);
  const assets = facts.reserves.map(
    ({ symbol, asset, decimals, price }): MarketAsset => ({
      symbol,
      address: asset,
      decimals,
      // What a recorded state has no price of is taken for a dollar if it is called one.
      priceUsd: ((price ?? (isDollar(symbol) ? unit : 0n)) * WAD) / unit,
    }),
  );
  const symbols = new Map(assets.map(({ address, symbol }) => [address, symbol]));
  if (fork.pools !== undefined) {
    const pools = await readPools(chain, { pools: fork.pools, symbols });
    return { pools, ways: {}, shown: { pools: pools.map((pool) => shownPool(pool, null)), unconnected: [] } };
  }
  const symbolOf = (token: string) => symbols.get(token) ?? token;
  const { connections, pairs } = wanted;
  const all = [...connections.map(([from, to]) => [symbolOf(from), symbolOf(to)] as const), ...pairs];
  const once = [...new Map(all.map(([from, to]) => [nameOf([from, to]), [from, to] as Pair])).values()];
  // What the outside world has none of, it cannot carry to a pool.
  const isTraded = (pair: Pair) => !pair.some((symbol) => ungiven.includes(symbol));
  const given = assets.filter(({ symbol }) => !ungiven.includes(symbol));
  const { pools, choices, ways, missing } = await findPools(chain, addresses, given, once.filter(isTraded));
  const elsewhere = (pool: PoolFacts) =>
    choices
      .find(({ chosen }) => chosen?.address === pool.address)
      ?.others.reduce((sum, { depthUsd }) => sum + depthUsd, 0n) ?? 0n;
  return {
    pools,
    ways,
    shown: {
      pools: pools.map((pool) => shownPool(pool, elsewhere(pool))),
      unconnected: [...missing, ...once.filter((pair) => !isTraded(pair))].map(nameOf),
    },
  };

  function shownPool(pool: PoolFacts, elsewhereUsd: bigint | null): ForkPool {
    const { decimals = 18, priceUsd = 0n } = assets.find(({ symbol }) => symbol === pool.quote) ?? {};
    // As in the scenario that is written of it: a quote without a price is taken for a dollar.
    const quotePriceUsd = priceUsd === 0n ? WAD : priceUsd;
    const side = { baseIsToken0: pool.baseIsToken0, quoteDecimals: decimals, quotePriceUsd };
    const { address, base, quote, state } = pool;
    return { address, pair: `${base} / ${quote}`, depthUsd: poolDepthUsd(state, side), elsewhereUsd };
  }
}

function nameOf([from, to]: Pair): string {
  return `${from} / ${to}`;
}
