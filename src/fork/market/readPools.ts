import { Interface } from "ethers";
import { badInput } from "../../errors.ts";
import { read } from "../../world/read.ts";
import { type AnyChain, quietly } from "../quietly.ts";
import { readPool } from "../readPool.ts";
import type { PoolFacts } from "./poolFacts.ts";
import { type Pair, quoteOf } from "./quoteOf.ts";

const POOL = new Interface(["function token0() view returns (address)", "function token1() view returns (address)"]);
/** Bitmap words to either side of the price: a price of a hundred times or a hundredth at 0.3 %. */
const WORDS = 3;

export interface WantedPools {
  /** Addresses of Uniswap v3 pools. */
  pools: readonly string[];
  /** Symbols by token, whose addresses are lower case. */
  symbols: ReadonlyMap<string, string>;
}

/** Real pools as the model trades them, in the order wanted; base and quote as `quoteOf` says. `POOL_TOKEN_UNKNOWN`. */
export function readPools(chain: AnyChain, { pools, symbols }: WantedPools): Promise<PoolFacts[]> {
  return quietly(chain, async () => {
    const addresses = pools.map((pool) => pool.toLowerCase());
    const pairs = await Promise.all(addresses.map(pairOf));
    const states = await Promise.all(addresses.map((pool) => readPool(chain, pool, WORDS)));
    return states.map((state, i) => {
      const pair = pairs[i] as Pair;
      const quote = quoteOf(pair, pairs);
      const baseIsToken0 = pair[1] === quote;
      const base = baseIsToken0 ? pair[0] : pair[1];
      return { address: addresses[i] as string, base, quote, fee: state.fee, baseIsToken0, state };
    });
  });

  async function pairOf(pool: string): Promise<Pair> {
    return Promise.all([symbolOf(pool, "token0"), symbolOf(pool, "token1")]);
  }

  async function symbolOf(pool: string, side: "token0" | "token1"): Promise<string> {
    const token = String((await read(chain, pool, POOL, side))[0]).toLowerCase();
    const symbol = symbols.get(token);
    if (symbol !== undefined) return symbol;
    throw badInput("POOL_TOKEN_UNKNOWN", `The pool ${pool} trades ${token}, which has no symbol here.`, {
      place: side,
      hint: "Name the token's symbol, or leave the pool out.",
    });
  }
}
