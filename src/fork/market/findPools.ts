import { FaultlineError } from "../../errors.ts";
import type { VenueAddresses } from "../addresses/venueAddresses.ts";
import { type AnyChain, quietly } from "../quietly.ts";
import type { FoundPool, FoundPools, MarketAsset, PoolChoice } from "./foundPools.ts";
import { listPools } from "./listPools.ts";
import { poolDepthUsd } from "./poolDepthUsd.ts";
import type { PoolFacts } from "./poolFacts.ts";
import { isDollar, type Pair } from "./quoteOf.ts";
import { readPools } from "./readPools.ts";

/** Ticks that hold the two percent by which pools are compared, and the rounding of a price to its tick. */
const NEAR = { ticks: 210 };

/**
 * The pools over which collateral is sold for debt, of those that Uniswap's factories know. Each connection leads over
 * the way whose shallowest pool is the deepest: a direct pool, or two over wrapped ether or over the dollar that most
 * connections end in. Of a pair's pools the one is taken that pays most USD while its price falls by 2 %. Of equals the
 * direct way, and the lower address. Trades have to be sent those `ways`. An asset without a price has no depth.
 */
export function findPools(
  chain: AnyChain,
  addresses: VenueAddresses,
  assets: readonly MarketAsset[],
  connections: readonly Pair[],
): Promise<FoundPools> {
  const bySymbol = new Map(assets.map((asset) => [asset.symbol, asset]));
  const symbols = new Map(assets.map(({ address, symbol }) => [address, symbol]));
  const seen = new Map<string, Promise<PoolChoice>>();

  return quietly(chain, async () => {
    const hubs = hubsOf();
    const used = new Map<string, PoolChoice>();
    const missing: Pair[] = [];
    const ways: Record<string, readonly string[]> = {};
    for (const connection of connections) {
      const way = await wayOf(connection, hubs);
      if (way === undefined) {
        missing.push(connection);
        continue;
      }
      const over = way.flatMap(({ chosen }) => chosen?.address ?? []);
      const [from, to] = connection;
      [ways[`${from} ${to}`], ways[`${to} ${from}`]] = [over, over.toReversed()];
      for (const choice of way) used.set(choice.chosen?.address ?? "", choice);
    }
    const choices = [...used.values()];
    const pools = choices.flatMap(({ chosen }) => (chosen === undefined ? [] : [chosen.address]));
    return { pools: await readPools(chain, { pools, symbols, pairs: connections }), choices, ways, missing };
  });

  /** Wrapped ether, and of the dollars the one at the end of most connections; the first listed of equals. */
  function hubsOf(): string[] {
    const ether = assets.find(({ address }) => address === addresses.wrappedEther)?.symbol;
    const uses = (symbol: string) => connections.filter((connection) => connection.includes(symbol)).length;
    const [dollar] = assets
      .map(({ symbol }) => symbol)
      .filter(isDollar)
      .toSorted((a, b) => uses(b) - uses(a));
    return [ether, dollar].filter((hub) => hub !== undefined);
  }

  async function wayOf([from, to]: Pair, hubs: readonly string[]): Promise<PoolChoice[] | undefined> {
    const over = hubs.filter((hub) => hub !== from && hub !== to);
    const ways = [[choiceOf(from, to)], ...over.map((hub) => [choiceOf(from, hub), choiceOf(hub, to)])];
    const found = await Promise.all(ways.map((way) => Promise.all(way)));
    const [best] = found.toSorted((a, b) => Number(narrowest(b) > narrowest(a)) - Number(narrowest(a) > narrowest(b)));
    return best === undefined || narrowest(best) === 0n ? undefined : best;
  }

  function choiceOf(a: string, b: string): Promise<PoolChoice> {
    const key = [a, b].toSorted().join(" ");
    const choice = seen.get(key) ?? choose(a, b);
    seen.set(key, choice);
    return choice;
  }

  async function choose(a: string, b: string): Promise<PoolChoice> {
    const [first, second] = [bySymbol.get(a)?.address ?? "", bySymbol.get(b)?.address ?? ""];
    const listed = await listPools(chain, addresses, [first, second]);
    const read = await Promise.all(listed.map(readNear));
    const found = read
      .flat()
      .map(({ address, kind = "uniswap-v3", base, quote, fee, baseIsToken0, state }): FoundPool => {
        const { decimals = 0, priceUsd = 0n } = bySymbol.get(quote) ?? {};
        const side = { baseIsToken0, quoteDecimals: decimals, quotePriceUsd: priceUsd };
        return { address, kind, base, quote, fee, depthUsd: poolDepthUsd(state, side) };
      });
    const [chosen, ...others] = found.toSorted(byDepth);
    return { chosen: chosen !== undefined && chosen.depthUsd > 0n ? chosen : undefined, others };
  }

  /** A pair that nobody gave anything is no market. */
  async function readNear(pool: string): Promise<PoolFacts[]> {
    try {
      return await readPools(chain, { pools: [pool], symbols, pairs: connections, reach: NEAR });
    } catch (error) {
      if (error instanceof FaultlineError && error.code === "PAIR_EMPTY") return [];
      throw error;
    }
  }
}

function narrowest(way: readonly PoolChoice[]): bigint {
  const depths = way.map(({ chosen }) => chosen?.depthUsd ?? 0n);
  return depths.reduce((least, depth) => (depth < least ? depth : least));
}

function byDepth(a: FoundPool, b: FoundPool): number {
  if (a.depthUsd !== b.depthUsd) return a.depthUsd > b.depthUsd ? -1 : 1;
  return a.address < b.address ? -1 : 1;
}
