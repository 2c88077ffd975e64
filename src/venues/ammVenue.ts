import { priceFromSqrtPrice, sqrtPriceFromPrice } from "../model/marketPrice.ts";
import { pairState } from "../model/pair.ts";
import { type Hop, quoteExactIn, quoteExactOut } from "../model/path.ts";
import { type PoolState, swap } from "../model/swap.ts";
import { tickAtSqrtPrice } from "../model/tickMath.ts";
import { isConnected } from "../scenario/connected.ts";
import type { AmmPoolInfo, Ways } from "../world/deployment.ts";
import { findRoute, type RouteHop } from "../world/route.ts";

/** Words that the lens returns for one pool. */
export const POOL_WORDS = 3;

/** A pool with its state as this process knows it. */
export interface AmmPool extends AmmPoolInfo {
  baseDecimals: number;
  quoteDecimals: number;
  state: PoolState;
}

/** What an exact-input sale along a route gives, with the pools as they stand after it. */
export interface Sale {
  amountOut: bigint;
  /** Whether the pools took the whole input. */
  complete: boolean;
  after: ReadonlyMap<string, PoolState>;
}

/** The AMM's pools; quotes come from the swap model, bit for bit as the chain computes them. */
export class AmmVenue {
  readonly pools: readonly AmmPool[];
  readonly #ways: Ways | undefined;

  constructor(pools: readonly AmmPool[], ways?: Ways) {
    this.pools = pools;
    this.#ways = ways;
  }

  /** Takes a pool's words of a lens answer, beginning at `offset`; its ticks are fixed for a run. */
  read(pool: AmmPool, words: readonly bigint[], offset: number): void {
    if (pool.kind === "uniswap-v2") {
      pool.state = pairState([words[offset] ?? 0n, words[offset + 1] ?? 0n]);
      return;
    }
    pool.state = {
      ...pool.state,
      sqrtPriceX96: words[offset] ?? 0n,
      tick: Number(BigInt.asIntN(24, words[offset + 1] ?? 0n)),
      liquidity: words[offset + 2] ?? 0n,
    };
  }

  /** A copy whose pools can be moved without touching this one: for planning several trades. */
  copy(): AmmVenue {
    return new AmmVenue(
      this.pools.map((pool) => ({ ...pool })),
      this.#ways,
    );
  }

  poolOf(base: string, quote?: string): AmmPool | undefined {
    return this.pools.find((pool) => pool.base === base && (quote === undefined || pool.quote === quote));
  }

  /** Price of a pool's base in its quote, [wad]. */
  priceOf(pool: AmmPool): bigint {
    return priceFromSqrtPrice(pool.state.sqrtPriceX96, pool);
  }

  /** The √price (X96) at which a pool's base costs `price` [wad] in its quote. */
  sqrtPriceAt(pool: AmmPool, price: bigint): bigint {
    return sqrtPriceFromPrice(price, pool);
  }

  route(from: string, to: string): RouteHop[] {
    return findRoute({ ammPools: this.pools, ways: this.#ways }, from, to);
  }

  /** Whether pools lead from one asset to another. */
  leads(from: string, to: string): boolean {
    return isConnected(this, from, to);
  }

  /** More than any sale of `amountIn` of `from` can bring: every hop at its present price, no fee, no slippage. */
  mostFor(from: string, to: string, amountIn: bigint): bigint {
    return this.route(from, to).reduce((amount, { pool, sellsBase }) => {
      const { sqrtPriceX96 } = (this.pools.find(({ address }) => address === pool.address) as AmmPool).state;
      const square = sqrtPriceX96 * sqrtPriceX96;
      return (sellsBase === pool.baseIsToken0 ? (amount * square) >> 192n : (amount << 192n) / square) + 1n;
    }, amountIn);
  }

  /** What `amountIn` of `from` sells for. */
  sell(from: string, to: string, amountIn: bigint): Sale {
    const route = this.route(from, to);
    if (route.length === 0) return { amountOut: amountIn, complete: true, after: new Map() };
    const quote = quoteExactIn(this.#hops(route), amountIn);
    const after = new Map(route.map((hop, i) => [hop.pool.address, (quote.hops[i] as { pool: PoolState }).pool]));
    return { amountOut: quote.amountOut, complete: quote.amountIn === amountIn, after };
  }

  /** What buying `amountOut` of `to` costs in `from`; undefined when the pools cannot give it. */
  cost(from: string, to: string, amountOut: bigint): bigint | undefined {
    const route = this.route(from, to);
    if (route.length === 0) return amountOut;
    const quote = quoteExactOut(this.#hops(route), amountOut);
    return quote.amountOut === amountOut ? quote.amountIn : undefined;
  }

  /** Moves this copy's pools to where a planned sale leaves them. */
  apply(after: ReadonlyMap<string, PoolState>): void {
    for (const pool of this.pools) pool.state = after.get(pool.address) ?? pool.state;
  }

  /** Moves this copy's pool to a √price, as a swap of whatever size does. */
  moveTo(pool: AmmPool, sqrtPriceX96: bigint): void {
    const target = swap(pool.state, {
      zeroForOne: sqrtPriceX96 < pool.state.sqrtPriceX96,
      amount: (1n << 255n) - 1n,
      sqrtPriceLimitX96: sqrtPriceX96,
    });
    pool.state = { ...target.pool, tick: tickAtSqrtPrice(target.pool.sqrtPriceX96) };
  }

  /** The pools as they stand on the way from one asset to another. */
  hops(from: string, to: string): Hop[] {
    return this.#hops(this.route(from, to));
  }

  #hops(route: readonly RouteHop[]): Hop[] {
    return route.map(({ pool, sellsBase }) => ({
      pool: (this.pools.find((candidate) => candidate.address === pool.address) as AmmPool).state,
      zeroForOne: sellsBase === pool.baseIsToken0,
    }));
  }
}
