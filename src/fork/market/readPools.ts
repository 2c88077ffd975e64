import { badInput } from "../../errors.ts";
import { PAIR_FEE } from "../../model/pair.ts";
import { type AnyChain, quietly } from "../quietly.ts";
import { type Reach, readPool } from "../readPool.ts";
import type { PoolFacts } from "./poolFacts.ts";
import { poolTokens } from "./poolTokens.ts";
import { type Pair, quoteOf } from "./quoteOf.ts";
import { readPair } from "./readPair.ts";

export interface WantedPools {
  /** Addresses of Uniswap v3 pools and Uniswap v2 pairs. */
  pools: readonly string[];
  /** Symbols by token, whose addresses are lower case. */
  symbols: ReadonlyMap<string, string>;
  /** Pairs by which `quoteOf` counts; the pools' own if absent. */
  pairs?: readonly Pair[];
  /** How far from the price a Uniswap v3 pool is read; as far as `readPool` does if absent. */
  reach?: Reach | undefined;
}

/** Real pools as the model trades them, in the order wanted; base and quote as `quoteOf` says. `POOL_TOKEN_UNKNOWN`. */
export function readPools(chain: AnyChain, { pools, symbols, pairs, reach }: WantedPools): Promise<PoolFacts[]> {
  return quietly(chain, async () => {
    const addresses = pools.map((pool) => pool.toLowerCase());
    const own = await Promise.all(addresses.map(pairOf));
    return Promise.all(addresses.map((address, i) => factsOf(address, own[i] as Pair, pairs ?? own)));
  });

  async function factsOf(address: string, pair: Pair, counted: readonly Pair[]): Promise<PoolFacts> {
    const quote = quoteOf(pair, counted);
    const baseIsToken0 = pair[1] === quote;
    const sides = { base: baseIsToken0 ? pair[0] : pair[1], quote, baseIsToken0 };
    const v2 = await readPair(chain, address);
    if (v2 !== undefined) return { address, kind: "uniswap-v2", ...sides, fee: PAIR_FEE, state: v2 };
    const state = await readPool(chain, address, reach);
    return { address, kind: "uniswap-v3", ...sides, fee: state.fee, state };
  }

  async function pairOf(pool: string): Promise<Pair> {
    const [token0, token1] = await poolTokens(chain, pool);
    return [symbolOf(pool, token0), symbolOf(pool, token1)];
  }

  function symbolOf(pool: string, token: string): string {
    const symbol = symbols.get(token);
    if (symbol !== undefined) return symbol;
    throw badInput("POOL_TOKEN_UNKNOWN", `The pool ${pool} trades ${token}, which lending does not list.`, {
      place: "fork.pools",
      hint: "Leave the pool out; under fork.assets, name the token if it is a reserve.",
    });
  }
}
