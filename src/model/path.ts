import { type PoolState, type SwapResult, swap } from "./swap.ts";

/** One pool on a path and the direction it is traded in. */
export type Hop = { readonly pool: PoolState; readonly zeroForOne: boolean };

export type PathQuote = { readonly amountIn: bigint; readonly amountOut: bigint; readonly hops: readonly SwapResult[] };

/** What `amountIn` of the first hop's input buys along the path. A pool that runs out leaves input unspent. */
export function quoteExactIn(path: readonly Hop[], amountIn: bigint): PathQuote {
  const hops: SwapResult[] = [];
  for (const { pool, zeroForOne } of path) {
    const amount = hops.at(-1)?.amountOut ?? amountIn;
    hops.push(swap(pool, { zeroForOne, amount }));
  }
  return { amountIn: hops[0]?.amountIn ?? amountIn, amountOut: hops.at(-1)?.amountOut ?? amountIn, hops };
}

/** What `amountOut` of the last hop's output costs along the path, in the first hop's input; hops in path order. */
export function quoteExactOut(path: readonly Hop[], amountOut: bigint): PathQuote {
  const hops: SwapResult[] = [];
  for (const { pool, zeroForOne } of path.toReversed()) {
    const amount = hops[0]?.amountIn ?? amountOut;
    hops.unshift(swap(pool, { zeroForOne, amount: -amount }));
  }
  return { amountIn: hops[0]?.amountIn ?? amountOut, amountOut: hops.at(-1)?.amountOut ?? amountOut, hops };
}
